import Exporters
import Foundation
import Pipelines
import ScenarioFiles
import Testing

/// A program that `make export-check` has run, with what its steps got.
struct ExportCase: Decodable, Sendable, CustomTestStringConvertible {
    /// How much of that is the same in every run.
    enum Comparison: String, Decodable {
        /// Each batch, in its order.
        case order
        /// The sizes of batches, and the samples of an epoch.
        case samples
    }

    let name: String
    let framework: String
    let scenario: String
    let variant: String
    let set: [String]
    let compare: Comparison
    /// Whether a profile, or a recording, of the program was imported.
    let `import`: Bool?
    var testDescription: String { name }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// All of them.
    static let all: [ExportCase] = {
        do {
            return try JSONDecoder().decode(
                [ExportCase].self, from: Data(contentsOf: folder.appendingPathComponent("cases.json")))
        } catch {
            preconditionFailure("cases.json cannot be read: \(error)")
        }
    }()

    /// The scenario that was exported.
    func exported() throws -> Scenario {
        let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appendingPathComponent(scenario)
        let file = try ScenarioFile(
            text: String(contentsOf: path, encoding: .utf8), name: path.lastPathComponent,
            directory: path.deletingLastPathComponent().path)
        return try file.scenario(variant: variant, overrides: set.map { try Override(argument: $0) })
    }

    /// The program of a scenario.
    func program(of scenario: Scenario) throws -> String {
        framework == "tfdata" ? try TFDataProgram(scenario).text : try PyTorchProgram(scenario).text
    }

    /// The program that was run.
    func recordedProgram() throws -> String {
        try String(
            contentsOf: Self.folder.appendingPathComponent("Programs/\(name).py"), encoding: .utf8)
    }

    /// The pipeline that was imported of a profile, or a recording, of the program.
    func importedPipeline() throws -> Pipeline {
        let path = Self.folder.appendingPathComponent("Imported/\(name).yaml")
        let file = try ScenarioFile(text: String(contentsOf: path, encoding: .utf8), name: name, directory: ".")
        return try file.scenario(variant: file.variantNames[0]).pipeline
    }

    /// The samples of the batches that its steps got, by epoch.
    func recordedEpochs() throws -> [[[Int64]]] {
        struct Outcome: Decodable { let epochs: [[[Int64]]] }
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("Outcomes/\(name).json"))
        return try JSONDecoder().decode(Outcome.self, from: data).epochs
    }
}
