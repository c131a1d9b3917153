import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The plan of one variant, and what it hinges on, as far as they are known.
struct PlanAnswer {
    private(set) var plan: Plan
    private(set) var uncertain: Uncertain<PlanOutcome>?
    private let source: any ReplicationSource

    init(_ question: PlanQuestion, source: any ReplicationSource) {
        plan = Plan(question, source: source)
        self.source = source
    }

    /// Whether there is something to report.
    var hasFigures: Bool { plan.today.replications > 0 || plan.today.outOfMemory != nil }

    /// Says whether the scenario as it is meets the target.
    mutating func judgeToday(threads: Int) async throws(CommandFailure) {
        do throws(PlanError) { try await plan.judgeToday(threads: threads) } catch { throw CommandFailure(error) }
    }

    /// Finds the plan, then what it hinges on; what was found until it failed stays.
    mutating func find(
        over guesses: [Guess], threads: Int, until end: ContinuousClock.Instant?, isQuiet: Bool
    ) async -> CommandFailure? {
        let failure = await ProgressLine.during("configurations", isQuiet: isQuiet) { line throws(PlanError) in
            try await plan.find(threads: threads, until: end) { step in
                line.update(
                    fraction: Double(step.tried) / Double(max(1, step.most)),
                    "\(step.tried) of at most \(step.most) configurations tried, now \(step.values): "
                        + "\(step.replications.finished) of \(step.replications.of) replications up to the next look")
            }
        } failure: {
            CommandFailure($0)
        }
        guard failure == nil, plan.isFinished else { return failure }
        let (question, source) = (plan.question, source)
        let answers = await guesses.answers(like: plan.outcome, name: question.subject.variant, isQuiet: isQuiet) {
            uncertain, progress throws(PlanError) in
            try await uncertain.find(like: question, from: source, threads: threads, progress: progress)
        } failure: {
            CommandFailure($0)
        }
        uncertain = answers.uncertain
        return answers.failure
    }
}

extension CommandFailure {
    /// A plan that cannot be made.
    init(_ error: PlanError) {
        switch error {
        case .notAccepted(let error): self.init(error)
        case .badQuestion(let reason): self = .usage(reason)
        case .cannotRun(let error, let place): self = .badScenario("\(error)").at(visible(place))
        case .cancelled: self = .interrupted()
        case .failed(let error, let place): self = CommandFailure(error).at(visible(place))
        }
    }
}
