import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// Files for tests.
enum Cases {
    /// The measured cases beside the tests.
    static func fixture() throws -> TFDataFile {
        try TFDataFile(json: try Fixtures.data("tfdata-cases.json"))
    }

    /// A file with one case, `members` added to or instead of the usual ones.
    static func file(_ members: String, overheads: String = "{}") throws -> TFDataFile {
        try TFDataFile(json: Data(#"{"meta": {"overheads": \#(overheads)}, "cases": [{\#(members)}]}"#.utf8))
    }

    /// A case with a pipeline over the stages `read` (2 ms), `map` (3, 5 and 7 ms) and `train` (4 ms).
    static func one(_ pipeline: String, _ more: String = "") throws -> TFDataCase {
        let file = try file(try members(pipeline, more))
        return try file.entries[0].content.get()
    }

    /// The members of such a case, those of `more` instead of the usual ones.
    static func members(_ pipeline: String, _ more: String = "") throws -> String {
        let usual = """
            {"id": "case", "group": "g", "pipeline": [\(pipeline)], "cores": 2, "pool_threads": 4, "options": "pure",
            "stages": {"read": {"dist": "const", "mean": 0.002}, "train": {"dist": "const", "mean": 0.004}},
            "duration_tables_s": {"map": [0.003, 0.005, 0.007]}}
            """
        func object(_ json: String) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        }
        let merged = try object(usual).merging(try object("{\(more)}")) { $1 }
        let data = try JSONSerialization.data(withJSONObject: merged, options: .sortedKeys)
        return String(String(decoding: data, as: UTF8.self).dropFirst().dropLast())
    }

    /// The lines that a pipeline becomes.
    static func pipeline(_ operators: String, _ more: String = "") throws -> [String] {
        var pipeline = try TFDataPipeline(try one(operators, more))
        var document = ScenarioDocument(name: "pipeline")
        document.pipeline = try pipeline.stages()
        let lines = document.text.split(separator: "\n").map(String.init)
        return Array(lines.drop { $0 != "pipeline:" }.dropFirst().prefix { $0.hasPrefix(" ") })
    }
}

/// JSON of operators.
enum Operators {
    static let range = #"{"op": "range", "n": 12}"#
    static let read = #"{"op": "map", "stage": "read"}"#
}
