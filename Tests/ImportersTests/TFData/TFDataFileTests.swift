import Foundation
import Testing

@testable import Importers

@Suite struct TFDataFileTests {
    @Test func `reads the measured cases`() throws {
        let file = try Cases.fixture()
        #expect(file.entries.count == 40)
        for entry in file.entries { #expect(throws: Never.self, "\(entry.id)") { try entry.content.get() } }
        #expect(file.overheads.next.points.count == 7)
        #expect(file.overheads.sleep.points == [[0, 8e-05]])
        #expect(file["sto_exp_pf2"]?.group == "sto")
        #expect(file["none"] == nil)
    }

    @Test func `a broken case keeps its reason and does not spoil the others`() throws {
        let good = try Cases.members(Operators.range)
        let json = """
            {"cases": [{\(good)}, {"id": "second", "pipeline": [{"op": "map"}]}, {"group": "x"}, 7]}
            """
        let file = try TFDataFile(json: Data(json.utf8))
        #expect(file.entries.map(\.id) == ["case", "second", "cases[2]", "cases[3]"])
        #expect(throws: Never.self) { try file.entries[0].content.get() }
        let reasons = file.entries.dropFirst().map { entry -> String in
            do throws(CaseError) {
                _ = try entry.content.get()
                return ""
            } catch { return error.description }
        }
        #expect(reasons[0].contains("pipeline[0]: `stage` is missing"), "\(reasons[0])")
        #expect(reasons[1].contains("`id` is missing"), "\(reasons[1])")
        #expect(!reasons[2].isEmpty)
    }

    @Test(arguments: [
        ("[", ""), (#"{"cases": []}"#, "`cases` is empty"), ("{}", "`cases` is missing"),
        (#"{"meta": {"overheads": {"next": [[1]]}}, "cases": [{}]}"#, "meta.overheads.next"),
    ])
    func `says what is wrong with a file`(json: String, message: String) {
        let error = #expect(throws: CaseFileError.self) { try TFDataFile(json: Data(json.utf8)) }
        #expect(error?.message.contains(message) == true || message.isEmpty, "\(error?.message ?? "")")
    }

    @Test func `passes over keys that it does not know`() throws {
        let more = #""surprise": {"a": [1]}, "stage_measured": 3"#
        let one = try Cases.one(#"{"op": "range", "n": 3, "new": true}"#, more)
        #expect(one.pipelines == [[.range(count: 3)]])
    }

    @Test func `numbers the second case of a name, and reads Python's NaN`() throws {
        let json = #"{"cases": [{"id": "a", "x": NaN}, {"id": "b", "x": -Infinity}, {"id": "a"}]}"#
        #expect(try TFDataFile(json: Data(json.utf8)).entries.map(\.id) == ["a", "b", "a (2)"])
    }
}
