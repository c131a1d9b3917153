import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// What became of a scenario's text.
enum Outcome {
    /// The file was refused, or the simulation ended with an error.
    case failed(String)
    case outOfMemory(OutOfMemory)
    case completed(RunReport, of: Scenario)

    init(_ text: String) {
        do {
            let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
            let scenario = try file.scenario(variant: file.variantNames[0])
            switch try simulate(scenario, replication: 0) {
            case .completed(let report): self = .completed(report, of: scenario)
            case .outOfMemory(let exhaustion): self = .outOfMemory(exhaustion)
            }
        } catch let error as ScenarioFileError {
            self = .failed("refused: \(error.diagnostics.map(\.message).joined(separator: "; "))")
        } catch {
            self = .failed("\(error)")
        }
    }
}
