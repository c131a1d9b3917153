public import ScenarioFiles

extension Limit: UncertainPlace {
    /// Whether no value near the edge is open.
    public var isResolved: Bool { edge?.isResolved == true }

    /// Where the edge may be; anywhere as long as it is not found.
    public var range: ClosedRange<Int>? { places ?? 0...question.values.count }
}

extension Uncertain<Limit> {
    /// Finds the limit at every point of the design, starting from that of the scenario as it is written.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1.
    ///   - progress: told before every point how many are finished, and how many there are.
    ///   - question: the question with guesses at places of their ranges.
    /// - Throws: `LimitError`, or when the task is cancelled; what was found is kept.
    public mutating func find(
        threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in },
        question: ([(guess: Guess, place: Double)]) throws(LimitError) -> LimitQuestion
    ) async throws(LimitError) {
        let start = answers[0].met ?? answers[0].missed
        let source = answers[0].source
        try await find(progress: progress) { places async throws(LimitError) in
            var limit = Limit(try question(places).upTo(replications: GuessDesign.mostReplications), source: source)
            try await limit.find(from: start?.value, threads: threads)
            return limit
        }
    }
}
