import Pipelines
import Testing

@testable import PipelineRuns
@testable import Reports

struct LoopSharesTests {
    private static let loop = LoopTime(
        computation: 0.6, copies: 0, launches: 0, waiting: 0.35, boundaries: 0.04, starved: 0, barrier: 0.01,
        interruptions: 0, host: 0)

    private static func stage(_ name: String, _ waits: [WaitCause: Double]) -> StageReport {
        StageReport(
            name: name, shares: StageShares(utilisation: 0.5, waits: WaitShares { waits[$0] ?? 0 }), meanElements: 0,
            maximumElements: 0, maximumBytes: 0)
    }

    private let shares = LoopShares(
        Self.loop, stages: [Self.stage("source", [.disk: 0.047]), Self.stage("decode", [.order: 0.3, .core: 0.003])])

    @Test func `what the loop does itself comes first, then waits, the longest first`() {
        #expect(
            shares.parts.map(\.name) == [
                "steps compute", "the barrier between accelerators", "waits for `decode`: an older element (order)",
                "waits for `source`: storage", "waits at the beginning of epochs", "waits for `decode`: a core",
            ])
        #expect(abs(shares.parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }

    @Test func `small parts are added up`() {
        let worthwhile = shares.worthwhile(least: 0.02)
        #expect(worthwhile.map(\.name).last == "other")
        #expect(abs(worthwhile.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(worthwhile.count == 5)
    }
}
