import Foundation
import Importers
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

// What imports have in common: reading a file, holding its rate against a simulated one, writing what it was made to.

extension Data {
    /// What a file of another program says; `-` is standard input.
    ///
    /// - Parameter read: makes it of the file's bytes and of what messages call it.
    static func imported<Value>(
        _ path: String, _ read: (Data, String) throws(ImportError) -> Value
    ) throws(CommandFailure) -> Value {
        let data = try Data(forCommand: path)
        do throws(ImportError) { return try read(data, path) } catch { throw .badScenario("\(error)") }
    }
}

extension NewFileOption {
    /// Writes what was imported once it is known to be accepted, and says what may be done with it.
    ///
    /// - Parameters:
    ///   - source: what messages call the file that was read.
    ///   - check: reads the text as `overlap simulate` will.
    ///   - next: what may be done with a file of that name.
    func write(
        _ text: String, from source: String, next: (String) -> String = { "overlap simulate \($0)" },
        check: (String) throws(ScenarioFileError) -> Void = ImportedText.checkScenario
    ) throws(CommandFailure) {
        do throws(ScenarioFileError) { try check(text) } catch { throw CommandFailure(error, ofTextFrom: source) }
        try OutputFile.write(text, to: path)
        output.tellWritten(next: next)
    }

    /// Writes an overlay in the same way.
    func writeOverlay(
        _ text: String, from source: String, check: (String) throws(ScenarioFileError) -> Void
    ) throws(CommandFailure) {
        try write(text, from: source, next: { "overlap simulate scenario.yaml --overlay \($0)" }, check: check)
    }
}

extension ScenarioDocument {
    /// A variant of what is about to be written, as it will be read; the first when nil.
    func scenario(_ variant: String? = nil, from source: String) throws(CommandFailure) -> Scenario {
        do throws(ScenarioFileError) {
            try ImportedText.checkScenario(text)
            let file = try ScenarioFile(self, name: source)
            return try file.scenario(variant: variant ?? file.variantNames[0])
        } catch {
            throw CommandFailure(error, ofTextFrom: source)
        }
    }
}

extension Scenario {
    /// One figure of a simulation, to be held against a measured one.
    ///
    /// - Parameter name: what messages call the scenario.
    func simulated(
        _ metric: Metric, replications: Int? = nil, called name: String
    ) async throws(CommandFailure) -> Double? {
        do throws(ReplicationError) { return try await simulated(metric, replications: replications) } catch {
            throw CommandFailure(error.error, description: "\(name) cannot be simulated: \(error)")
        }
    }
}

extension CommandFailure {
    /// What an import would write has values that no scenario accepts: a step of a year, a file of a petabyte.
    fileprivate init(_ error: ScenarioFileError, ofTextFrom file: String) {
        self = .badScenario("\(file): its values are not accepted in scenarios:\n\(error)")
    }
}
