import Testing

@testable import overlap

@Suite struct NotebookCommandTests {
    @Test func `shows words as a shell takes them`() {
        let command = NotebookCommand(
            verb: .sweep,
            words: [.plain("it's.yaml")] + .option("--variants", "a, b") + .option("--vary", "-x") + [
                .plain("-o"), .file("01.csv"),
            ])
        #expect(command.shown == "overlap sweep 'it'\\''s.yaml' --variants 'a, b' --vary=-x -o 01.csv")
    }

    @Test func `breaks lines before options only`() {
        let value = String(repeating: "v", count: 60)
        let command = NotebookCommand(
            verb: .timeline, words: [.file("s.yaml")] + .option("--one", value) + .option("--two", value))
        #expect(command.shown == "overlap timeline s.yaml --one \(value) \\\n    --two \(value)")
    }
}
