public import PipelineRuns

extension Diagnosis {
    /// What a diagnosis comes to: what limits the rate, and which one more of something brings most.
    public struct Conclusion: Sendable {
        /// What limits the rate.
        public enum Cause: Sendable, Equatable {
            /// This, as tables call it; without a name where nothing does alone.
            case bottleneck(Bottleneck.Kind, name: String)
            /// Memory runs out.
            case memory
            /// There are no figures.
            case unknown
        }

        /// What limits the rate.
        public let cause: Cause
        /// What brings most, or may, the best estimate first; nil among them stands for nothing.
        public let best: [String?]
        /// Whether no gain is open that may be the most.
        public let isResolved: Bool
    }

    /// The gains that may be the most, by their intervals, the best estimate first.
    public var mayBeMost: [Gain] {
        let least = worthwhile.map(\.bounds.least).max() ?? 0
        let open = gains.filter { $0.answer.verdict == .notResolved }
        return (worthwhile + open).filter { $0.bounds.most >= least }.sorted { $0.size > $1.size }
    }

    /// What it comes to.
    public var conclusion: Conclusion {
        let most = mayBeMost
        let names = most.map { Optional($0.oneMore.name) }
        let bottleneck = summary.bottleneck.map { one in
            Conclusion.Cause.bottleneck(one.kind, name: one.kind == .none ? "" : one.name)
        }
        return Conclusion(
            cause: summary.outOfMemory == nil ? bottleneck ?? .unknown : .memory,
            best: worthwhile.isEmpty ? names + [nil] : names,
            isResolved: !most.contains { $0.answer.verdict == .notResolved })
    }
}

extension Diagnosis.Conclusion: UncertainAnswer {
    /// 1 where the causes differ, or nothing that may bring most does so in both.
    public func distance(to other: Self) -> Double {
        cause == other.cause && best.contains { other.best.contains($0) } ? 0 : 1
    }
}

extension Diagnosis.Gain {
    /// What is gained at least, and at most; the estimate where one pair tells no more.
    fileprivate var bounds: (least: Double, most: Double) {
        answer.effect?.gainBounds ?? (size, size)
    }
}
