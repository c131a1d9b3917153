import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The limit of one variant, and what it hinges on, as far as they are known.
struct LimitAnswer {
    private let subject: LimitSubject
    private(set) var limit: Limit
    private(set) var uncertain: Uncertain<Limit>?

    /// - Parameter source: where replications come from.
    init(_ subject: LimitSubject, source: any ReplicationSource) throws(CommandFailure) {
        self.subject = subject
        do throws(LimitError) { limit = Limit(try subject.question(), source: source) } catch {
            throw CommandFailure(error, of: subject.vary.paths)
        }
    }

    /// Whether anything was simulated to its end.
    var hasFigures: Bool {
        limit.edge != nil || limit.trials.contains { !$0.figures.isEmpty || $0.outOfMemory != nil }
    }

    /// Finds the limit, then what it hinges on; what was found until it failed stays.
    mutating func find(over guesses: [Guess], threads: Int, isQuiet: Bool) async -> CommandFailure? {
        let (subject, paths) = (subject, subject.vary.paths)
        let failure = await ProgressLine.during("values", isQuiet: isQuiet) { line throws(LimitError) in
            try await limit.find(threads: threads) { step in
                line.update(
                    fraction: Double(step.decided) / Double(step.most),
                    "\(subject.variant): \(step.decided.counted("value")) decided, now \(step.value), "
                        + "\(step.replications.finished) of \(step.replications.of) replications up to the next look")
            }
        } failure: {
            CommandFailure($0, of: paths)
        }
        if let failure { return failure }
        let answers = await guesses.answers(like: limit, name: subject.variant, isQuiet: isQuiet) {
            uncertain, progress throws(LimitError) in
            try await uncertain.find(threads: threads, progress: progress, question: subject.question)
        } failure: {
            CommandFailure($0, of: paths)
        }
        uncertain = answers.uncertain
        return answers.failure
    }
}

extension CommandFailure {
    /// A limit that cannot be found.
    ///
    /// - Parameter paths: what is varied.
    init(_ error: LimitError, of paths: [String]) {
        func place(_ value: Int) -> String { visible((paths + ["\(value)"]).joined(separator: " = ")) }
        switch error {
        case .notWhole: self = .usage("\(error)")
        case .notAccepted(let error): self.init(error)
        case .cannotRun(let error, let value): self = .badScenario("\(error)").at(place(value))
        case .failed(let error, let value): self = CommandFailure(error).at(place(value))
        }
    }

    /// A condition that is none.
    init(_ error: ConditionError, in option: String) {
        if case .notAccepted(let error) = error { self.init(error) } else { self = .usage("`\(option)`: \(error)") }
    }
}
