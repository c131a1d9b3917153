import PipelineSimulation
import ScenarioFiles

/// What is planned at some place of the guesses: the values of what costs something.
public struct PlanOutcome: UncertainAnswer {
    /// In a few words: `cpu.cores 16`; nil where nothing reaches the target.
    public let provision: String?
    /// Whether replications tell.
    public let isResolved: Bool

    /// Answers have no order.
    public func distance(to other: PlanOutcome) -> Double { provision == other.provision ? 0 : 1 }
}

extension Plan {
    /// The values of axes that change what is paid for, in a few words.
    public var outcome: PlanOutcome {
        guard let best else { return PlanOutcome(provision: nil, isResolved: verdict == .unreachable) }
        let (candidate, paid) = (candidates[best], paidAxes(of: best))
        let words = (paid.isEmpty ? Array(question.axes.indices) : paid).map { axis in
            "\(question.axes[axis].name) \(question.axes[axis].values[candidate.values[axis]].text)"
        }
        return PlanOutcome(provision: words.joined(separator: ", "), isResolved: verdict == .planned)
    }
}

extension Uncertain<PlanOutcome> {
    /// Plans at every point of the design.
    ///
    /// - Parameters:
    ///   - question: that of the scenario as it is written.
    ///   - source: where replications come from.
    ///   - threads: replications that run at the same time, at least 1.
    ///   - progress: told before every point how many are finished, and how many there are.
    /// - Throws: `PlanError`, or when the task is cancelled; what was found is kept.
    public mutating func find(
        like question: PlanQuestion, from source: any ReplicationSource = ThisMachine(), threads: Int,
        progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(PlanError) {
        try await find(progress: progress) { places async throws(PlanError) in
            let changes: [Override]
            do throws(ScenarioFileError) {
                changes = try question.subject.file.overrides(
                    assuming: places, variant: question.subject.variant, overrides: question.subject.overrides)
            } catch {
                throw .notAccepted(error)
            }
            var plan = Plan(try question.assuming(changes, replications: GuessDesign.mostReplications), source: source)
            try await plan.findBest(threads: threads)
            return plan.outcome
        }
    }
}
