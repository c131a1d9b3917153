import Foundation
import Importers
import ScenarioFiles

/// The workload files that the tests read.
enum WorkloadFiles {
    private static let directory = Fixtures.directory.appendingPathComponent("dlio")

    /// Paths below the fixtures, sorted.
    static let all: [String] = {
        let found = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    static func workload(_ path: String) throws -> DLIOWorkload {
        try DLIOWorkload(try Data(contentsOf: directory.appendingPathComponent(path)), file: path)
    }

    /// The scenario's text that a workload's text becomes.
    static func scenario(_ yaml: String, _ setting: WorkloadSetting = WorkloadSetting()) throws -> String {
        let workload = try DLIOWorkload(Data(yaml.utf8), file: "w.yaml")
        return try WorkloadScenario(workload, setting: setting, file: "w.yaml").text
    }

    /// The lines of a scenario from one key to the next empty line, the key's own left out.
    static func section(_ key: String, of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: key) else { return [] }
        return lines[(start + 1)...].prefix { !$0.isEmpty }.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
