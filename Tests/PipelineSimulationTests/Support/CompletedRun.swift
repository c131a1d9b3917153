import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

/// Simulates to the end; a modelled out-of-memory fails the test.
func complete(_ scenario: TestScenario, seed: UInt64 = 1, replication: UInt32 = 0) throws -> RunReport {
    switch try simulate(scenario.scenario(seed: seed), replication: replication) {
    case .completed(let report): return report
    case .outOfMemory(let exhaustion):
        Issue.record("out of memory: \(exhaustion)")
        throw UnexpectedOutOfMemory()
    }
}

/// The run ran out of memory where it should not.
struct UnexpectedOutOfMemory: Error {}

extension RunReport {
    /// Length of the run in whole nanoseconds.
    var nanoseconds: Int64 { Int64((simulatedSeconds * 1e9).rounded()) }

    /// All figures with all their bits; only how the engine got there (its count of events) is left out.
    var fingerprint: String {
        Mirror(reflecting: self).children.filter { $0.label != "events" }
            .map { "\($0.label ?? "")=\(Self.bits(of: $0.value))" }.joined(separator: "\n")
            // Where a type is declared is no result.
            .replacing("PipelineRuns.", with: "")
            // What waits are charged to has tests of its own (`WaitPartitionTests`).
            .replacing(/, (readCache(Utilisation|Hits)|(lock|request|opening)Utilisation): nil/, with: "")
            .replacing(/, waits: WaitShares\(.*?\]\)|, chargedWaiting: [^,)]*/, with: "")
    }

    private static func bits(of value: Any) -> String {
        switch value {
        case let number as Double: String(number.bitPattern, radix: 16)
        case let integer as any BinaryInteger: "\(integer)"
        case let stages as [StageReport]:
            stages.map { stage in
                Mirror(reflecting: stage).children.map { "\($0.label ?? ""):\(bits(of: $0.value))" }.joined(
                    separator: ",")
            }.joined(separator: ";")
        default:
            Mirror(reflecting: value).displayStyle == .optional
                ? Mirror(reflecting: value).children.first.map { bits(of: $0.value) } ?? "nil" : "\(value)"
        }
    }
}
