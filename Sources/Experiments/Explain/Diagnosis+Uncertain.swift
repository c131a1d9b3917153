import PipelineRuns
import Pipelines
public import ScenarioFiles

extension Uncertain<Diagnosis.Conclusion> {
    /// Looks at every point of the design for what limits a variant, and what brings most, with few replications, and nothing
    /// simulated beside that.
    ///
    /// - Parameters:
    ///   - file: the scenario file.
    ///   - diagnosis: of the variant as it is written.
    ///   - overrides: changes that hold for all simulations.
    ///   - threads: replications that run at the same time, at least 1.
    ///   - progress: told before every point how many are finished, and how many there are.
    /// - Throws: `ExplainError`, or when the task is cancelled; what was found is kept.
    public mutating func find(
        _ file: ScenarioFile, like diagnosis: Diagnosis, overrides: [Override], threads: Int,
        progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(ExplainError) {
        let variant = diagnosis.scenario.variant
        try await find(progress: progress) { places async throws(ExplainError) in
            var changes = overrides
            do throws(ScenarioFileError) {
                changes += try file.overrides(assuming: places, variant: variant, overrides: overrides)
            } catch {
                throw .file(error)
            }
            // By the figure that decides as written, so that answers compare.
            return try await Experiments.diagnosis(
                of: variant, in: file, changes, .figure(diagnosis.metric), diagnosis.indifference, isBrief: true,
                threads: threads
            ).conclusion
        }
    }
}
