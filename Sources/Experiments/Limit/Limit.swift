import PipelineSimulation

/// The last value of a whole number that meets conditions, or the first, found by simulation.
///
/// Values are tried as ``EdgeSearch`` asks for them, all with the same random numbers. Each is looked at after 10, 20, 40, …
/// replications (``LookSchedule``), and decided when the interval of every condition's figure lies on one side of its
/// threshold. The error that the plan's confidence leaves is divided among all values that may be tried and all conditions,
/// so that the answer as a whole is right with that confidence (Bonferroni).
public struct Limit: Sendable {
    /// What is asked.
    public let question: LimitQuestion
    /// What was tried so far, by increasing value.
    public var trials: [LimitTrial] { tried.sorted { $0.key < $1.key }.map(\.value) }
    /// The edge in positions of the question's values; nil as long as it is not found.
    public private(set) var edge: Edge?
    private var tried: [Int: LimitTrial] = [:]
    /// Where replications come from.
    let source: any ReplicationSource

    /// Nothing was tried yet.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - source: where replications come from.
    public init(_ question: LimitQuestion, source: any ReplicationSource = ThisMachine()) {
        self.question = question
        self.source = source
    }

    /// How far it is.
    public struct Progress: Sendable {
        /// Values that were decided.
        public let decided: Int
        /// Values that will be tried at most.
        public let most: Int
        /// The one that is tried.
        public let value: Int
        /// Replications of it that are finished, and those up to the next look.
        public let replications: (finished: Int, of: Int)
    }

    /// Finds the answer.
    ///
    /// - Parameters:
    ///   - start: the value that is tried first, if it is one of the question's; the smallest when nil.
    ///   - threads: replications that run at the same time, at least 1; the answer does not depend on it.
    ///   - progress: told after every replication.
    /// - Throws: `LimitError` for a value that cannot be simulated, or when the task is cancelled; what was tried is kept.
    public mutating func find(
        from start: Int? = nil, threads: Int, progress: (Progress) -> Void = { _ in }
    ) async throws(LimitError) {
        let count = question.values.count
        var search = EdgeSearch(count: count, goal: question.goal)
        let most = EdgeSearch.mostTrials(of: count)
        let position = start.flatMap { question.values.firstIndex(of: $0) } ?? 0
        edge = try await search.find(from: position, isWorse: { isWorse($0, $1) }) { position throws(LimitError) in
            let value = question.values[position]
            var trial = LimitTrial(value, try question.scenario(value), source: source)
            defer { tried[position] = trial }
            let decided = tried.count
            do throws(ReplicationError) {
                try await trial.decide(
                    question.conditions, amongTests: most * question.conditions.count, threads: threads
                ) {
                    progress(Progress(decided: decided, most: most, value: value, replications: ($0, $1)))
                }
            } catch {
                throw .failed(error, value: value)
            }
            return trial.verdict
        }
    }

    private func isWorse(_ position: Int, _ other: Int) -> Bool {
        guard let own = tried[position], let other = tried[other] else { return false }
        return own.isWorse(than: other)
    }
}

extension Limit {
    /// What can be said.
    public enum Verdict: String, Sendable {
        /// The value sought.
        case answered
        /// No value meets the conditions.
        case unmet
        /// The replications that the plan allows leave it open.
        case notResolved
    }

    /// What can be said; nil as long as the edge is not found.
    public var verdict: Verdict? {
        edge.map { edge in !edge.isResolved ? .notResolved : edge.met == nil ? .unmet : .answered }
    }

    /// Where the edge may be, in positions of the question's values; nil as long as it is not found.
    ///
    /// Where no value meets the conditions it is one before the first position, or one after the last.
    public var places: ClosedRange<Int>? {
        edge.map { edge in
            let met = edge.met ?? (question.goal == .last ? -1 : question.values.count)
            return min(met, edge.open.min() ?? met)...max(met, edge.open.max() ?? met)
        }
    }

    /// The last value that is known to meet the conditions, or the first.
    public var met: LimitTrial? { edge?.met.flatMap { tried[$0] } }

    /// The next one, known to miss them; nil where the question's values end.
    public var missed: LimitTrial? { edge?.missed.flatMap { tried[$0] } }
}
