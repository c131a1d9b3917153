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
    indifference: Double = PairedFamily.usualIndifference, threads: Int,
    progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
) async throws(ExplainError) -> Diagnosis {
    try await diagnosis(
        of: variant, in: file, overrides, objective, indifference, isBrief: false, threads: threads, progress: progress)
}

/// Replications of each scenario in a brief diagnosis.
private let briefReplications = 10

/// A variant's diagnosis, or as much of it as its conclusion needs.
///
/// - Parameter isBrief: whether nothing but its conclusion matters, and an interrupted one tells nothing.
func diagnosis(
    of variant: String, in file: ScenarioFile, _ overrides: [Override], _ objective: Objective, _ indifference: Double,
    isBrief: Bool, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
) async throws(ExplainError) -> Diagnosis {
    var scenario: Scenario
    var changed: [ChangedScenario] = []
    do throws(ScenarioFileError) {
        scenario = try file.scenario(variant: variant, overrides: overrides)
        if isBrief { scenario = scenario.upTo(replications: briefReplications) }
        for change in try OneMore.all(of: file, variant: variant, overrides: overrides) {
            // One more may be one too many for the file, or for the pipeline.
            let more = try? file.scenario(variant: variant, overrides: overrides + change.changes)
            if let more { changed.append(ChangedScenario(oneMore: change, scenario: more)) }
        }
    } catch {
        throw .file(error)
    }
    let bounds: Bounds
    do throws(PipelineError) { bounds = try Bounds(scenario) } catch { throw .pipeline(error) }
    var (failures, isFinished): ([Diagnosis.Failure], Bool) = ([], true)
    var family = changed.family(of: scenario, objective, indifference)
    while true {
        do throws(ReplicationError) {
            try await family.decide(threads: threads, progress: progress)
            break
        } catch {
            if error.error == .cancelled, family.metric != nil, !isBrief {
                isFinished = false
                break
            }
            guard error.error != .cancelled, error.scenario > 0 else { throw .simulation(error) }
            // The others are still worth knowing.
            let failed = changed.remove(at: error.scenario - 1)
            failures.append(Diagnosis.Failure(oneMore: failed.oneMore, error: error.error))
            family = changed.family(of: scenario, objective, indifference)
        }
    }
    let free = isBrief ? nil : try await withoutSteps(file, variant, overrides, threads)
    return Diagnosis(
        family, changed.map(\.oneMore), bounds, objective, withoutSteps: free, failures: failures,
        isFinished: isFinished)
}

/// A scenario with one more of something.
private struct ChangedScenario {
    var oneMore: OneMore
    var scenario: Scenario
}

extension [ChangedScenario] {
    /// All of them, each compared with the scenario as it is.
    fileprivate func family(of scenario: Scenario, _ objective: Objective, _ indifference: Double) -> PairedFamily {
        PairedFamily(
            [scenario] + map(\.scenario), pairs: indices.map { ($0 + 1, 0) }, objective: objective,
            indifference: indifference)
    }
}

/// Samples per second of the same pipeline with steps that take no time; nil where that cannot be simulated.
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
    var series = [ReplicationSeries(free)]
    // Without the steps nothing may take time, and an interrupted explanation says what it has.
    do { try await extend(&series, to: LookSchedule(free.run).counts[0], threads: threads) } catch { return nil }
    return VariantSummary(series[0].replications, baseline: nil).estimate(.samplesPerSecond)?.interval
}

extension Diagnosis {
    fileprivate init(
        _ family: PairedFamily, _ changes: [OneMore], _ bounds: Bounds, _ objective: Objective,
        withoutSteps: ConfidenceInterval?, failures: [Failure], isFinished: Bool
    ) {
        let gains = zip(changes, family.answers).map { change, answer in
            Gain(
                oneMore: change, answer: answer,
                runsOutOfMemory: family.series[answer.scenario].outOfMemory != nil)
        }
        let indifference = family.indifference
        let own = gains.filter { gain in
            !gains.contains { gain.oneMore.contains($0.oneMore) && gain.size <= $0.size + indifference }
        }
        // Equal ones, to a tenth of a percent, stay in their order.
        let ordered = own.enumerated().sorted { left, right in
            let (first, second) = (-(left.element.size * 1000).rounded(), -(right.element.size * 1000).rounded())
            return (first, left.offset) < (second, right.offset)
        }
        self.init(
            scenario: family.series[0].scenario,
            summary: VariantSummary(family.series[0].replications, baseline: nil), bounds: bounds,
            withoutSteps: withoutSteps, objective: objective, metric: family.metric ?? .samplesPerSecond,
            indifference: indifference, gains: ordered.map(\.element), failures: failures, isFinished: isFinished)
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
