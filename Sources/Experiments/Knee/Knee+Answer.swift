public import Measurements
public import PipelineRuns
import PipelineSimulation
import ScenarioFiles

extension Knee {
    /// What is known of the knee.
    public enum Answer: Sendable, Equatable {
        /// It is the value at this position: that one is enough, and the one below it is too little.
        case exact(Int)
        /// It is one of these: the last is known to be enough, the one below the first known to be too little, if there is one.
        case between(ClosedRange<Int>)
        /// It is one of these, of which the last is the asymptote: no smaller value is known to be enough.
        case notResolved(ClosedRange<Int>)
        /// It is not known: memory runs out at all that were tried but this one.
        case onlyRuns(Int)
        /// No value has a figure.
        case noFigure
    }

    /// Why the asymptote is where it is.
    public enum AsymptoteReason: String, Sendable {
        /// Doubling it brings less than what counts.
        case settled
        /// It is the last value.
        case lastValue
        /// The next value that was tried is slower.
        case falls
        /// At the next one memory runs out.
        case memory
        /// It is the best of all values.
        case best
    }

    /// A value that was simulated.
    public struct Point: Sendable {
        /// How it stands to the asymptote.
        public enum Standing: String, Sendable {
            /// It is the asymptote.
            case asymptote
            /// It is too little.
            case tooLittle
            /// It is within the share.
            case enough
            /// The replications do not tell.
            case open
            /// It was tried on the way to the asymptote, and not compared with it.
            case passed
            /// Memory runs out.
            case outOfMemory
        }

        /// The position of the value.
        public let position: Int
        /// The value, as the user wrote it.
        public let value: String
        /// Its figures.
        public let summary: VariantSummary
        /// Its rate ÷ that of the asymptote; its bounds hold together with those of all tests.
        public let ratio: ConfidenceInterval?
        /// How it stands to the asymptote.
        public let standing: Standing
        /// Pairs of replications behind the ratio.
        public let pairs: Int
    }

    /// What is known of the knee; nil before the asymptote is.
    public var answer: Answer? {
        if lacksFigure || search.ending == .nothingRuns { return .noFigure }
        guard let asymptote, let bracket = search.bracket else { return nil }
        if series[asymptote]?.outOfMemory != nil { return .noFigure }
        if bracket.count == 1 { return hasCompared ? .exact(bracket.lowerBound) : .onlyRuns(asymptote) }
        return bracket.upperBound == asymptote ? .notResolved(bracket) : .between(bracket)
    }

    /// The position of the value that others are compared with; nil before it is found.
    public var asymptote: Int? { search.asymptote }

    /// Why it is that value.
    public var asymptoteReason: AsymptoteReason? {
        guard asymptote != nil else { return nil }
        if !search.ladder.isMonotone { return .best }
        return switch search.ending {
        case .settled: .settled
        case .lastValue: .lastValue
        case .falls: .falls
        case .memory: .memory
        case .running, .nothingRuns: nil
        }
    }

    /// A value and a larger one whose rate is lower, for certain, by more than what counts: the rate does not rise all along.
    public var fall: (best: Int, lower: Int)? { search.fall }

    /// Whether there were two values with figures, or more.
    private var hasCompared: Bool { series.values.count { $0.outOfMemory == nil } > 1 }

    /// Whether memory ran out at every value that was tried.
    public var lacksMemory: Bool { series.values.allSatisfy { $0.outOfMemory != nil } }

    /// Tests among which the error is shared.
    public var plannedTests: Int { search.plannedTests }

    /// Whether the rate is taken to rise from value to value, so that not all were tried.
    public var isTakenToRise: Bool { search.ladder.isMonotone }

    /// The figure of a value, as far as it was simulated.
    public func summary(at position: Int) -> VariantSummary? {
        series[position].map { VariantSummary($0.replications, baseline: nil) }
    }

    /// The values that were simulated, in their order.
    public var tried: [Point] {
        series.keys.sorted().compactMap { position in
            guard let own = series[position] else { return nil }
            let test = tests.first { $0.position == position && $0.reference == asymptote }
            let ratio = test?.ratio ?? ratio(of: own)
            return Point(
                position: position, value: axis.vary.values[position],
                summary: VariantSummary(own.replications, baseline: nil), ratio: ratio,
                standing: standing(own, position, test), pairs: test?.pairs ?? ratio?.count ?? 0)
        }
    }

    private func standing(_ own: ReplicationSeries, _ position: Int, _ test: KneeTest?) -> Point.Standing {
        if own.outOfMemory != nil { return .outOfMemory }
        if position == asymptote { return .asymptote }
        return switch test?.verdict {
        case .missed: .tooLittle
        case .met: .enough
        case .open: .open
        case nil: .passed
        }
    }

    /// The ratio of a value that no test was about, from the replications of the first look.
    private func ratio(of own: ReplicationSeries) -> ConfidenceInterval? {
        guard let metric, let asymptote, let other = series[asymptote], own.outOfMemory == nil,
            other.outOfMemory == nil
        else { return nil }
        return KneeComparison(
            metric, of: own, against: other, error: schedule.error(atLook: 0) / Double(plannedTests),
            pairs: schedule.counts[0])?.ratio
    }
}
