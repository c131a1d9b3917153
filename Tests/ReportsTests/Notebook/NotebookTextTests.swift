import Testing

@testable import Reports

@Suite struct NotebookTextTests {
    private static let text = NotebookText(
        """
        # For whoever edits it.

        # %% [markdown]
        # # {{title}}
        #
        # {{commands}}

        # %%
        a = {}  # {{title}} is Markdown's alone

        # %% tags=["parameters"]
        # What is read.
        DATA = "here.csv"
        WIDTH = 3

        # %%
        DATA = DATA + "x"
        """)

    private func cells(
        _ passages: [String: MarkdownPassage] = ["title": .words("A"), "commands": .markdown("run")],
        parameters: [String: PythonValue] = ["DATA": "there.csv"]
    ) -> [Notebook.Cell] {
        Self.text.notebook(name: "n", parameters: parameters, passages: passages).cells
    }

    @Test func `reads cells, and leaves out what stands before them`() {
        #expect(
            cells() == [
                .markdown("# A\n\nrun"), .code("a = {}  # {{title}} is Markdown's alone"),
                .code("# What is read.\nDATA = \"there.csv\"\nWIDTH = 3"), .code("DATA = DATA + \"x\""),
            ])
    }

    @Test func `takes braces in a passage for what they are`() {
        let cells = cells(["title": .markdown("{{commands}} }}"), "commands": .markdown("{{title}}")])
        #expect(cells[0] == .markdown("# {{commands}} }}\n\n{{title}}"))
    }

    @Test func `assigns in the cell of parameters alone`() {
        let cells = cells(parameters: ["DATA": "b\n\"", "WIDTH": .list([.number(0.5), .none])])
        #expect(cells[2] == .code("# What is read.\nDATA = \"b\\U0000000a\\\"\"\nWIDTH = [0.5, None]"))
        #expect(cells[3] == .code("DATA = DATA + \"x\""))
    }
}
