/// `cache`: keeps the elements of the first epoch in memory and delivers them in the following ones.
public struct Cache: Operator, Equatable {
    /// Where elements are kept.
    public enum Store: String, Sendable, CaseIterable {
        /// Nowhere: the operator passes elements through.
        case off
        /// In host memory.
        case memory
    }

    public static let name = "cache"
    public static let summary = "keeps the first epoch's elements; what is upstream rests afterwards"
    public static let parameters = [
        Parameter(
            "store", .choice(Store.allCases.map(\.rawValue)), default: .word(Store.memory.rawValue),
            "`memory`, or `off` to pass elements through")
    ]
    public static let primaryParameter: String? = "store"
    public static let examples: [[String: ParameterValue]] = [[:], ["store": .word("off")]]

    /// Where elements are kept.
    public var store: Store

    public init(_ values: ParameterValues) throws(PipelineError) {
        store = Store(rawValue: values.word("store")) ?? .memory
    }

    public func placementProblem(upstream: [any Operator], downstream: [any Operator]) -> String? {
        guard store != .off, upstream.contains(where: { ($0 as? Repeat)?.count == .some(nil) }) else { return nil }
        return "`cache` after `repeat: forever` never completes: put it before the `repeat`"
    }
}
