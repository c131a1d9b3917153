import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The limit of one variant, and what it hinges on, as far as they are known.
struct LimitAnswer {
    typealias Question = ([(guess: Guess, place: Double)]) throws(LimitError) -> LimitQuestion

    private let variant: String
    private let guesses: [Guess]
    private let question: Question
    private(set) var limit: Limit
    private(set) var uncertain: Uncertain<Limit>?

    /// - Parameters:
    ///   - variant: its name.
    ///   - guesses: what was guessed.
    ///   - source: where replications come from.
    ///   - question: what is asked, with guesses at places of their ranges.
    init(
        variant: String, guesses: GuessOptions, source: any ReplicationSource, question: @escaping Question
    ) throws(CommandFailure) {
        self.variant = variant
        self.question = question
        do throws(LimitError) { limit = Limit(try question([]), source: source) } catch {
            throw CommandFailure(error, of: [])
        }
        self.guesses = try guesses.checked { places throws(CommandFailure) in
            do throws(LimitError) { try question(places).check() } catch { throw CommandFailure(error, of: []) }
        }
    }

    /// Whether anything was simulated to its end.
    var hasFigures: Bool {
        limit.edge != nil || limit.trials.contains { !$0.figures.isEmpty || $0.outOfMemory != nil }
    }

    /// Finds the limit, then what it hinges on; what was found until it failed stays.
    mutating func find(threads: Int, isQuiet: Bool) async -> CommandFailure? {
        let (question, paths) = (question, limit.question.paths)
        if let failure = await findLimit(threads: threads, isQuiet: isQuiet) { return failure }
        let (uncertain, failure) = await guesses.answers(like: limit, name: variant, isQuiet: isQuiet) {
            uncertain, progress throws(CommandFailure) in
            do throws(LimitError) {
                try await uncertain.find(threads: threads, progress: progress, question: question)
            } catch {
                throw CommandFailure(error, of: paths)
            }
        }
        self.uncertain = uncertain
        return failure
    }

    private mutating func findLimit(threads: Int, isQuiet: Bool) async -> CommandFailure? {
        var progress = ProgressLine(unit: "values", isQuiet: isQuiet)
        defer { progress.end() }
        let variant = variant
        do throws(LimitError) {
            try await limit.find(threads: threads) { step in
                progress.update(
                    fraction: Double(step.decided) / Double(step.most),
                    "\(variant): \(step.decided.counted("value")) decided, now \(step.value), "
                        + "\(step.replications.finished) of \(step.replications.of) replications up to the next look")
            }
            return nil
        } catch {
            return CommandFailure(error, of: limit.question.paths)
        }
    }
}

extension CommandFailure {
    /// A limit that cannot be found.
    ///
    /// - Parameter paths: what is varied.
    init(_ error: LimitError, of paths: [String]) {
        func at(_ value: Int) -> String { " (at \(visible((paths + ["\(value)"]).joined(separator: " = "))))" }
        switch error {
        case .notWhole: self = .usage("\(error)")
        case .notAccepted(let error): self.init(error)
        case .cannotRun(let error, let value): self = .badScenario("\(error)\(at(value))")
        case .failed(let error, let value):
            guard error.error != .cancelled else {
                self = .interrupted("interrupted")
                return
            }
            let failure = CommandFailure(error)
            self.init(message: "\(failure.message)\(at(value))", code: failure.code)
        }
    }

    /// A condition that is none.
    init(_ error: ConditionError, in option: String) {
        if case .notAccepted(let error) = error { self.init(error) } else { self = .usage("`\(option)`: \(error)") }
    }
}
