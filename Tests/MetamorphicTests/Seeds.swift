import Foundation

/// The scenarios of a run of the suite: 500, or as many as `OVERLAP_METAMORPHIC_SCENARIOS` says.
enum Seeds {
    static let count = ProcessInfo.processInfo.environment["OVERLAP_METAMORPHIC_SCENARIOS"].flatMap { Int($0) } ?? 500

    /// In lots that tests run beside each other.
    static let lots: [ClosedRange<UInt64>] = stride(from: 1, through: count, by: 50).map {
        UInt64($0)...UInt64(min($0 + 49, count))
    }
}
