package import PipelineExecution
package import PipelineRuns
package import Pipelines

/// The real runs of several variants, by turns, so that a drift of the machine affects all of them alike.
package struct MeasuredRuns {
    private let scenarios: [Scenario]
    private let runs: Int
    private var reports: [[RunReport]]
    private var partial: [RunReport?]
    private var outOfMemory: [OutOfMemory?]
    private var finished = 0

    /// Why runs ended early.
    package enum Failure: Error {
        /// The task was cancelled.
        case cancelled
        /// A run of a variant failed.
        case execution(ExecutionError, variant: String)
    }

    /// - Parameter runs: of each variant.
    package init(_ scenarios: [Scenario], runs: Int) {
        self.scenarios = scenarios
        self.runs = runs
        reports = Array(repeating: [], count: scenarios.count)
        partial = Array(repeating: nil, count: scenarios.count)
        outOfMemory = Array(repeating: nil, count: scenarios.count)
    }

    /// Runs what is left to run; what was measured before a failure stays.
    ///
    /// - Parameters:
    ///   - settings: of one run of a variant, by its position among the scenarios.
    ///   - progress: told now and then how much is done, of one, and what.
    package mutating func run(
        settings: (_ variant: Int, _ run: Int) -> ExecutionSettings, progress: (Double, String) -> Void
    ) throws(Failure) {
        while finished < runs * scenarios.count {
            // A short run may be over before it asks whether it should go on.
            if Task.isCancelled { throw .cancelled }
            let (variant, run) = (finished % scenarios.count, finished / scenarios.count)
            do throws(ExecutionError) {
                let execution = try execute(scenarios[variant], settings(variant, run)) { share in
                    progress(fraction(of: share ?? 0), "\(finished) of \(runs * scenarios.count) runs")
                    return !Task.isCancelled
                }
                add(execution, of: variant)
                if let error = execution.error { throw error }
            } catch {
                if case .stopped = error { throw .cancelled }
                throw .execution(error, variant: scenarios[variant].variant)
            }
        }
    }

    /// How much is done, when a share of the present run is.
    private func fraction(of current: Double) -> Double {
        (Double(finished) + current) / Double(runs * scenarios.count)
    }

    private mutating func add(_ execution: Execution, of variant: Int) {
        switch execution.outcome {
        case .completed(let report):
            if execution.error == nil { reports[variant].append(report) } else { partial[variant] = report }
        case .outOfMemory(let exhaustion): outOfMemory[variant] = exhaustion
        case nil: break
        }
        finished += 1
    }

    /// Whether anything was measured.
    package var hasFigures: Bool {
        reports.contains { !$0.isEmpty } || partial.contains { $0 != nil } || outOfMemory.contains { $0 != nil }
    }

    /// Of the variants that have figures; those that lack some are partial.
    package var summaries: [VariantSummary] {
        var baseline: Replications?
        return scenarios.indices.compactMap { variant -> VariantSummary? in
            let whole = reports[variant]
            let measured = whole.isEmpty ? [partial[variant]].compactMap { $0 } : whole
            guard !measured.isEmpty || outOfMemory[variant] != nil else { return nil }
            let replications = Replications(
                scenario: scenarios[variant], reports: measured, outOfMemory: outOfMemory[variant],
                isPartial: outOfMemory[variant] == nil && whole.count < runs)
            if variant == 0 { baseline = replications }
            return VariantSummary(replications, baseline: baseline)
        }
    }
}
