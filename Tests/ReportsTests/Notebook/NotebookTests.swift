import Foundation
import Testing

@testable import Reports

@Suite struct NotebookTests {
    private static let notebook = Notebook(
        name: "short", cells: [.markdown("# A question\n\n\"quoted\" \\ £"), .code("a = 1\nprint(a)"), .code("")])

    private func json() throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(Self.notebook.text.utf8)) as? [String: Any])
    }

    /// What the schema of nbformat 4.5 requires; `.ci/check-notebooks` asks nbformat itself.
    @Test func `has the keys of nbformat 4.5`() throws {
        let json = try json()
        #expect(Set(json.keys) == ["cells", "metadata", "nbformat", "nbformat_minor"])
        #expect(json["nbformat"] as? Int == 4 && json["nbformat_minor"] as? Int == 5)
        let cells = try #require(json["cells"] as? [[String: Any]])
        #expect(cells.map { $0["cell_type"] as? String } == ["markdown", "code", "code"])
        #expect(Set(cells[0].keys) == ["cell_type", "id", "metadata", "source"])
        #expect(Set(cells[1].keys) == ["cell_type", "execution_count", "id", "metadata", "outputs", "source"])
        #expect(cells[1]["execution_count"] is NSNull && (cells[1]["outputs"] as? [Any])?.isEmpty == true)
    }

    @Test func `gives each cell an identifier of its own`() throws {
        let ids = try #require(try json()["cells"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        #expect(ids == ["short-1", "short-2", "short-3"])
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-zA-Z0-9\-_]{1,64}/) != nil })
    }

    @Test func `keeps texts, line by line`() throws {
        let sources = try #require(try json()["cells"] as? [[String: Any]]).map { $0["source"] as? [String] }
        #expect(sources == [["# A question\n", "\n", "\"quoted\" \\ £"], ["a = 1\n", "print(a)"], [""]])
    }
}
