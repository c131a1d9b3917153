import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// Measured loops over PyTorch's loader, for tests.
enum TorchCases {
    /// The measured cases beside the tests.
    static func fixture() throws -> TorchFile {
        try TorchFile(json: try Fixtures.data("torch-cases.json"))
    }

    /// A file with one case of 24 samples (3, 5 and 7 ms) and steps of 4 ms; `loader` and `more` are members.
    static func file(_ loader: String, _ more: String = "", overheads: String = "{}") throws -> TorchFile {
        let usual = """
            {"id": "case", "group": "g", "loader": {\(loader)}, "cores": 2, "dataset": {"n": 24, "kind": "map", "bytes": 32},
            "stages": {"sample": {"dist": "alt"}, "train": {"dist": "const", "mean": 0.004, "kind": "sleep"}},
            "duration_tables_s": {"sample": [0.003, 0.005, 0.007]}}
            """
        func object(_ json: String) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        }
        let merged = try object(usual).merging(try object("{\(more)}")) { $1 }
        let data = try JSONSerialization.data(
            withJSONObject: ["meta": ["overheads": try object(overheads)], "cases": [merged]], options: .sortedKeys)
        return try TorchFile(json: data)
    }

    /// The text of the scenario of such a case.
    static func scenario(_ loader: String, _ more: String = "", overheads: String = "{}") throws -> String {
        let file = try file(loader, more, overheads: overheads)
        return try Torch.scenario(of: try file.entries[0].content.get(), overheads: file.overheads).text
    }
}
