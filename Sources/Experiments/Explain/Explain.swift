import Measurements
import PipelineRuns
public import PipelineSimulation
public import Pipelines
public import ScenarioFiles

/// Simulates a variant, and again with one more of each thing, until it is clear what each brings.
///
/// - Parameters:
///   - file: the scenario file.
///   - variant: one of its variants.
///   - overrides: changes that hold for all simulations.
///   - objective: by which figure gains are judged.
///   - indifference: relative gain that does not matter, 0.005 is 0.5 %.
///   - threads: replications that run at the same time, at least 1; the answer does not depend on it.
///   - progress: told after every replication how many are finished, and how many there are up to the next look.
/// - Throws: `ExplainError` when the scenario cannot be decoded or simulated, or the task is cancelled before anything is known.
/// - Returns: what is known; with open gains where the plan's replications, or the task's cancellation, leave some.
public func explain(
    _ file: ScenarioFile, variant: String, overrides: [Override] = [], objective: Objective = .automatic,
    indifference: Double = 0.005, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
) async throws(ExplainError) -> Diagnosis {
    let scenario: Scenario
    var changes: [OneMore] = []
    var scenarios: [Scenario]
    do throws(ScenarioFileError) {
        scenario = try file.scenario(variant: variant, overrides: overrides)
        scenarios = [scenario]
        for change in try OneMore.all(of: file, variant: variant, overrides: overrides) {
            // Half a million calls are one too many.
            guard let changed = try? file.scenario(variant: variant, overrides: overrides + change.changes) else {
                continue
            }
            changes.append(change)
            scenarios.append(changed)
        }
    } catch {
        throw .file(error)
    }
    let bounds: Bounds
    do throws(PipelineError) { bounds = try Bounds(scenario) } catch { throw .pipeline(error) }
    var family = PairedFamily(
        scenarios, pairs: changes.indices.map { ($0 + 1, 0) }, objective: objective, indifference: indifference)
    do throws(ReplicationError) { try await family.decide(threads: threads, progress: progress) } catch {
        guard error.error == .cancelled, family.metric != nil else { throw .simulation(error) }
    }
    return Diagnosis(
        family, changes, bounds, objective, withoutSteps: try await withoutSteps(file, variant, overrides, threads))
}

/// Samples per second of the same pipeline with steps that take no time; nil where that leaves nothing to simulate.
private func withoutSteps(
    _ file: ScenarioFile, _ variant: String, _ overrides: [Override], _ threads: Int
) async throws(ExplainError) -> ConfidenceInterval? {
    let free: Scenario
    do throws(ScenarioFileError) {
        free = try file.scenario(
            variant: variant, overrides: overrides + [try Override(path: "train.step", value: "0 s")])
    } catch {
        throw .file(error)
    }
    do throws(ReplicationError) {
        var series = [ReplicationSeries(free)]
        try await extend(&series, to: LookSchedule(free.run).counts[0], threads: threads)
        return VariantSummary(series[0].replications, baseline: nil).estimate(.samplesPerSecond)?.interval
    } catch {
        // Without the steps nothing may take time; an interrupted explanation says what it has.
        if [.takesNoTime, .cancelled].contains(error.error) { return nil }
        throw .simulation(error)
    }
}

extension Diagnosis {
    fileprivate init(
        _ family: PairedFamily, _ changes: [OneMore], _ bounds: Bounds, _ objective: Objective,
        withoutSteps: ConfidenceInterval?
    ) {
        let metric = family.metric ?? .samplesPerSecond
        let gains = zip(changes, family.answers).map { Gain(oneMore: $0, answer: $1) }
        func share(_ gain: Gain) -> Double { gain.share(by: metric) ?? -1 }
        let indifference = family.indifference
        let own = gains.filter { gain in
            !gains.contains { gain.oneMore.contains($0.oneMore) && share(gain) < share($0) + indifference }
        }
        // Equal ones, to a tenth of a percent, stay in their order.
        let ordered = own.enumerated().sorted { left, right in
            let (first, second) = (-(share(left.element) * 1000).rounded(), -(share(right.element) * 1000).rounded())
            return (first, left.offset) < (second, right.offset)
        }
        self.init(
            scenario: family.series[0].scenario,
            summary: VariantSummary(family.series[0].replications, baseline: nil), bounds: bounds,
            withoutSteps: withoutSteps, objective: objective, metric: metric, indifference: indifference,
            gains: ordered.map(\.element))
    }
}

/// Why a pipeline cannot be explained.
public enum ExplainError: Error {
    /// It cannot be decoded.
    case file(ScenarioFileError)
    /// It cannot run on its accelerators.
    case pipeline(PipelineError)
    /// It cannot be simulated, or the task was cancelled before anything was known.
    case simulation(ReplicationError)
}
