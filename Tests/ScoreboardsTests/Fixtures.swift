import Foundation
import Importers

/// Files beside the tests, and those that the tests of imports read too.
enum Fixtures {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    /// The bytes of a file beside these tests.
    static func data(_ name: String) throws -> Data { try Data(contentsOf: directory.appendingPathComponent(name)) }

    /// The measured tf.data pipelines.
    static func tfdata() throws -> TFDataFile { try TFDataFile(json: try imported("tfdata-cases.json")) }

    /// The measured loops over PyTorch's loader.
    static func torch() throws -> TorchFile { try TorchFile(json: try imported("torch-cases.json")) }

    private static func imported(_ name: String) throws -> Data { try data("../../ImportersTests/Fixtures/\(name)") }
}
