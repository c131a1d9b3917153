import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The plan of one variant, and what it hinges on, as far as they are known.
struct PlanAnswer {
    private(set) var plan: Plan
    private(set) var uncertain: Uncertain<PlanOutcome>?
    private let guesses: [Guess]
    private let source: any ReplicationSource

    init(_ question: PlanQuestion, guesses: [Guess], source: any ReplicationSource) {
        plan = Plan(question, source: source)
        self.source = source
        self.guesses = guesses
    }

    /// Whether there is something to report.
    var hasFigures: Bool { plan.today.replications > 0 || plan.today.outOfMemory != nil }

    /// Says whether the scenario as it is meets the target.
    mutating func judgeToday(threads: Int) async throws(CommandFailure) {
        do throws(PlanError) { try await plan.judgeToday(threads: threads) } catch { throw CommandFailure(error) }
    }

    /// Finds the plan, then what it hinges on; what was found until it failed stays.
    mutating func find(threads: Int, until end: ContinuousClock.Instant?, isQuiet: Bool) async -> CommandFailure? {
        if let failure = await findPlan(threads: threads, until: end, isQuiet: isQuiet) { return failure }
        guard plan.isFinished else { return nil }
        let (question, source) = (plan.question, source)
        let (uncertain, failure) = await guesses.answers(
            like: plan.outcome, name: question.subject.variant, isQuiet: isQuiet
        ) { uncertain, progress throws(CommandFailure) in
            do throws(PlanError) {
                try await uncertain.find(like: question, from: source, threads: threads, progress: progress)
            } catch {
                throw CommandFailure(error)
            }
        }
        self.uncertain = uncertain
        return failure
    }

    private mutating func findPlan(
        threads: Int, until end: ContinuousClock.Instant?, isQuiet: Bool
    ) async -> CommandFailure? {
        var line = ProgressLine(unit: "configurations", isQuiet: isQuiet)
        defer { line.end() }
        do throws(PlanError) {
            try await plan.find(threads: threads, until: end) { step in
                line.update(
                    fraction: Double(step.tried) / Double(max(1, step.most)),
                    "\(step.tried) of at most \(step.most) configurations tried, now \(step.values): "
                        + "\(step.replications.finished) of \(step.replications.of) replications up to the next look")
            }
            return nil
        } catch {
            return CommandFailure(error)
        }
    }
}

extension CommandFailure {
    /// A plan that cannot be made.
    init(_ error: PlanError) {
        switch error {
        case .notAccepted(let error): self.init(error)
        case .badQuestion(let reason): self = .usage(reason)
        case .cannotRun(let error, let place):
            self = .badScenario(place.isEmpty ? "\(error)" : "\(error) (at \(visible(place)))")
        case .cancelled: self = .interrupted("interrupted")
        case .failed(let error, let place):
            guard error.error != .cancelled else {
                self = .interrupted("interrupted")
                return
            }
            let failure = CommandFailure(error)
            let at = place.isEmpty ? "" : " (at \(visible(place)))"
            self.init(message: "\(failure.message)\(at)", code: failure.code)
        }
    }
}
