import Foundation
import Importers
import Testing

/// Files of one tf.data pipeline, for tests.
enum TFDataPipelines {
    /// JSON of a source of 12 elements.
    static let range = #"{"op": "range", "n": 12}"#

    /// A pipeline over the stages `read` (2 ms), `map` (3, 5 and 7 ms) and `train` (4 ms); `more` are further members,
    /// or others instead of the usual ones.
    static func file(_ operators: String, _ more: String = "") throws -> TFDataFile {
        let usual = """
            {"id": "case", "group": "g", "pipeline": [\(operators)], "cores": 2, "pool_threads": 4, "options": "pure",
            "stages": {"read": {"dist": "const", "mean": 0.002}, "train": {"dist": "const", "mean": 0.004}},
            "duration_tables_s": {"map": [0.003, 0.005, 0.007]}}
            """
        func object(_ json: String) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        }
        let merged = try object(usual).merging(try object("{\(more)}")) { $1 }
        return try TFDataFile(json: try JSONSerialization.data(withJSONObject: ["cases": [merged]]))
    }
}
