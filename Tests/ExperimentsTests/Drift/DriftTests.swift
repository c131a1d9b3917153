import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

struct DriftTests {
    /// What was measured of a variant, with means and half-widths of 95 % over five runs.
    private func measured(_ figures: [(Metric, Double, Double)], window: String = "later epochs") throws
        -> MeasuredVariant
    {
        let head = "variant,metric,mean,ci_low,ci_high,conf,reps,window"
        let rows = figures.map { "base,\($0.0.name),\($0.1),\($0.1 - $0.2),\($0.1 + $0.2),0.95,5,\(window)" }
        let text = ([head] + rows).joined(separator: "\n") + "\n"
        return try MeasuredResults(try ResultTable(text, name: "m.csv"), variants: ["base"]).variants[0]
    }

    private func drift(_ line: TwoStations, _ measured: MeasuredVariant) async throws -> Drift {
        let replications = try await replicate(try line.scenario(), threads: 2)
        return Drift([measured], predicted: [replications], tolerance: 0.02)
    }

    private func figureVerdict(_ drift: Drift) -> FigureDrift.Verdict? {
        if case .figure(let verdict) = drift.variants[0].verdict(tolerance: drift.tolerance) { verdict } else { nil }
    }

    /// Steps of 1 ms with loading in the shade: 1,000 samples per second.
    @Test(
        arguments: [(1_000, 3, .asPredicted), (950, 3, .drifted), (990, 40, .notResolved)]
            as [(Double, Double, FigureDrift.Verdict)])
    func `a measured rate is held against the simulated one`(
        _ rate: Double, _ halfWidth: Double, _ verdict: FigureDrift.Verdict
    ) async throws {
        let line = TwoStations.constant(load: "0.1 ms")
        let drift = try await drift(
            line, try measured([(.samplesPerSecond, rate, halfWidth), (.stallFraction, 0.3, 0.01)]))
        #expect(figureVerdict(drift) == verdict)
        #expect(drift.variants[0].others.map(\.metric.name) == ["stallFraction"])
        #expect(drift.variants[0].others[0].verdict(tolerance: 0.02) == .drifted)
    }

    @Test func `figures of whole runs are held against those of whole runs`() async throws {
        // The first element takes as long as all others together.
        let line = TwoStations(load: "1 ms", step: "1 ms", elements: 20)
        let whole = try await drift(line, try measured([(.samplesPerSecond, 900, 1)], window: "whole run"))
        let steady = try await drift(line, try measured([(.samplesPerSecond, 900, 1)]))
        let predicted = [whole, steady].map { $0.variants[0].judged?.predicted.mean ?? 0 }
        #expect(predicted[0] < predicted[1])
        #expect(whole.variants[0].predicted.estimate(.runSamplesPerSecond)?.value == predicted[0])
    }

    /// Steps of 1 ms with loading in the shade: 1,000 samples per second, a little less in the whole run.
    @Test(
        arguments: [
            (1_000, 995, .steady, .asPredicted), (1_000, 900, .wholeRun, .drifted), (900, 899, .steady, .drifted),
            (900, 995, .wholeRun, .asPredicted), (1_000, nil, .noWholeRun, .asPredicted),
        ] as [(Double, Double?, Drift.Basis, FigureDrift.Verdict)])
    func `the whole run decides where start-up moves the difference`(
        _ steady: Double, _ run: Double?, _ basis: Drift.Basis, _ verdict: FigureDrift.Verdict
    ) async throws {
        let figures =
            [(Metric.samplesPerSecond, steady, 3.0)] + (run.map { [(Metric.runSamplesPerSecond, $0, 3.0)] } ?? [])
        let drift = try await drift(TwoStations.constant(load: "0.1 ms"), try measured(figures))
        #expect(drift.basis == basis)
        #expect(drift.metric.name == (basis == .wholeRun ? "runSamplesPerSecond" : "samplesPerSecond"))
        #expect(figureVerdict(drift) == verdict)
    }

    @Test func `memory that ran out on one side only is a drift`() async throws {
        let drift = try await drift(TwoStations(memory: "1 KiB"), try measured([(.samplesPerSecond, 900, 1)]))
        guard case .outOfMemory(measured: false, predicted: true) = drift.variants[0].verdict(tolerance: 0.02) else {
            Issue.record("\(drift.variants[0].verdict(tolerance: 0.02))")
            return
        }
    }

    @Test func `what an interruption leaves is judged as if all were there`() async throws {
        let line = TwoStations.constant(load: "0.1 ms")
        let one = try measured([(.samplesPerSecond, 1_000, 3)])
        let replications = try await replicate(try line.scenario(), threads: 2)
        let cut = Drift([one, one], predicted: [replications], tolerance: 0.02)
        let whole = Drift([one, one], predicted: [replications, replications], tolerance: 0.02)
        #expect(!cut.isFinished && whole.isFinished && cut.variants.count == 1 && cut.measuredCount == 2)
        #expect(cut.variants[0].judged?.difference == whole.variants[0].judged?.difference)
    }

    @Test func `a figure that was not measured is none`() async throws {
        let drift = try await drift(.constant(), try measured([(.stallFraction, 0.3, 0.01)]))
        guard case .noFigure = drift.variants[0].verdict(tolerance: 0.02) else {
            Issue.record("\(drift.variants[0].verdict(tolerance: 0.02))")
            return
        }
    }
}
