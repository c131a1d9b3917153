import ArgumentParser
import Experiments
import Foundation
import PipelineRuns
import Pipelines
import Reports
import ScenarioFiles

/// What people know of a PyTorch loop that runs: `overlap new --torch …`.
struct RecordedLoop: ParsableArguments {
    @Flag(help: "A scenario of a PyTorch loop that runs, from --rate, --step, --batch and --workers.")
    var torch = false

    @Option(help: ArgumentHelp("Its rate: 3.1 it/s, 0.32 s/it or 99 samples/s.", valueName: "rate"))
    var rate: String?

    @Option(help: ArgumentHelp("The time of its training step when data are ready.", valueName: "100 ms"))
    var step: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Samples in its batches.", valueName: "N"))
    var batch: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Its worker processes.", valueName: "N"))
    var workers: Int?

    /// Whether anything of it was given.
    var isGiven: Bool { torch || rate != nil || step != nil || batch != nil || workers != nil }

    func validate() throws {
        guard isGiven else { return }
        guard torch, rate != nil, step != nil, batch != nil, workers != nil else {
            throw ValidationError("Give '--torch' with '--rate', '--step', '--batch' and '--workers'.")
        }
        try checkNumber("--batch", batch, in: 1...100_000)
        try checkNumber("--workers", workers, in: 1...256)
    }

    /// The scenario, and what was found out for it.
    func text() async throws(CommandFailure) -> String {
        let (batch, workers) = (batch ?? 1, workers ?? 1)
        try checkStep()
        let recorded = try StepRate(argument: rate ?? "", batch: batch)
        let loop = RecordedLoopText(
            batch: batch, workers: workers, step: step ?? "", recorded: visible(rate ?? ""))
        do throws(SampleCost.Failure) {
            let cost = try await SampleCost(stepsPerSecond: recorded.stepsPerSecond) {
                seconds throws(ScenarioFileError) in
                try ScenarioFile(text: loop.text(costSeconds: seconds), name: "recorded loop", directory: ".")
                    .scenario(variant: "as recorded")
            }
            return loop.text(cost)
        } catch {
            switch error {
            case .tooFast(let most):
                throw .usage(
                    "`--rate \(visible(rate ?? ""))` is out of reach: with a step of \(visible(step ?? "")) and samples that cost "
                        + "nothing the loop makes at most "
                        + "\(QuantityFormat.text(most, .batchesPerSecond)) it/s; check `--step`")
            case .file(let error): throw CommandFailure(error)
            case .simulation(let error): throw CommandFailure(error)
            }
        }
    }

    private func checkStep() throws(CommandFailure) {
        do throws(ScenarioFileError) { _ = try QuantityArgument.seconds(step ?? "", option: "--step") } catch {
            throw CommandFailure(error)
        }
    }
}

/// Steps per second as PyTorch's users read them off.
struct StepRate {
    let stepsPerSecond: Double

    /// - Parameters:
    ///   - argument: `3.1 it/s`, `0.32 s/it`, `99 samples/s`.
    ///   - batch: samples of a step.
    init(argument: String, batch: Int) throws(CommandFailure) {
        let digits = argument.prefix { $0.isNumber || ".eE+-".contains($0) }
        let unit = argument.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)
        guard let number = Double(digits), number > 0, number.isFinite, let value = Self.rate(number, unit, batch)
        else {
            throw .usage(
                "`--rate \(visible(argument))` is not a rate: a number with `it/s`, `s/it` or `samples/s` is accepted, "
                    + "as in `3.1 it/s`")
        }
        stepsPerSecond = value
    }

    private static func rate(_ number: Double, _ unit: String, _ batch: Int) -> Double? {
        switch unit {
        case "it/s", "steps/s", "batches/s": number
        case "s/it", "s/step", "s/batch": 1 / number
        case "samples/s": number / Double(batch)
        default: nil
        }
    }
}
