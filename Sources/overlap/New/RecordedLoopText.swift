import Experiments
import Foundation
import PipelineRuns
import Reports

/// The scenario of a loop that runs, as a text to edit.
struct RecordedLoopText {
    let batch: Int
    let workers: Int
    /// The time of its step as it was given.
    let step: String
    /// Its rate as it was given.
    let recorded: String

    /// Steps enough for a steady rate.
    private static let steps = 200

    /// With a cost that was found.
    func text(_ cost: SampleCost) -> String {
        let seconds = QuantityFormat.seconds(cost.seconds)
        let finding =
            switch cost.finding {
            case .solved: "Solved for: `cost`, \(seconds) for a sample in one process."
            case .atMost:
                "The step limits the rate: `cost` may be anything up to \(seconds), the value used here.\n"
                    + "# To find it, measure the rate of the loader alone, in a loop without the training step."
            }
        return filled(
            costSeconds: cost.seconds, simulated: "\(QuantityFormat.text(cost.stepsPerSecond, .batchesPerSecond)) it/s",
            finding: finding)
    }

    /// With any cost.
    func text(costSeconds: Double) -> String { filled(costSeconds: costSeconds, simulated: "", finding: "") }

    private func filled(costSeconds: Double, simulated: String, finding: String) -> String {
        let (more, most) = (2 * workers, 4 * workers)
        let values = [
            ("RECORDED", recorded), ("SIMULATED", simulated),
            ("FINDING", finding), ("PROCESSES", Self.processes), ("ELEMENTS", "\(Self.steps * batch)"),
            ("CORES", "\(most + 1)"),
            ("WORKERS", "\(workers)"), ("BATCH", "\(batch)"), ("STEP", step),
            ("COST", String(format: "%.4g ms", 1e3 * costSeconds)),
            ("MORE", "\(more)"), ("MOST", "\(most)"),
        ]
        return values.reduce(Self.template) { $0.replacing($1.0, with: $1.1) }
    }

    private static let template = String(decoding: PackageResources.recorded_loop_yaml, as: UTF8.self)

    /// The costs of forked workers, as their overlay has them below `platform:`.
    private static var processes: String {
        guard let overlay = BuiltInOverlays.all.named("torch-fork") else { return "" }
        return overlay.text.split(separator: "\n").drop { $0 != "platform:" }.dropFirst().joined(separator: "\n")
    }
}
