import Pipelines
import Testing

@testable import Importers
@testable import Scoreboards

@Suite struct TFDataAblationTests {
    private static let overheads = try? Fixtures.tfdata().overheads

    private static func changed(
        _ rule: TFDataAblation, _ operators: String, _ more: String = ""
    ) throws -> (TFDataCase, TFDataOverheads) {
        var measured = try TFDataPipelines.file(operators, more).entries[0].content.get()
        var overheads = try #require(Self.overheads)
        rule.apply(to: &measured, &overheads)
        return (measured, overheads)
    }

    @Test func `has a slot less when slots are freed at the step's end`() throws {
        let two = #"{"op": "prefetch", "buffer": 2}"#
        let (measured, _) = try Self.changed(.prefetchSlotFreedAtStepEnd, "\(TFDataPipelines.range), \(two), \(two)")
        #expect(
            measured.pipelines == [[.range(count: 12), .prefetch(buffer: .count(2)), .prefetch(buffer: .count(1))]])
    }

    @Test(arguments: [(0, 0), (1, 2), (4, 5)])
    func `has a slot more when it computes before it waits`(buffer: Int, changed: Int) throws {
        let prefetch = #"{"op": "prefetch", "buffer": \#(buffer)}"#
        let (measured, _) = try Self.changed(.prefetchComputesThenBlocks, "\(TFDataPipelines.range), \(prefetch)")
        #expect(measured.pipelines[0][1] == .prefetch(buffer: .count(changed)))
    }

    /// Of the names that are the engine's, none is lost by another spelling.
    @Test func `has every wrong rule of the engine`() {
        #expect(Set(TFDataAblation.allCases.compactMap(\.wrongRule)) == Set(WrongRule.allCases))
    }

    @Test func `takes pool, overheads, rewrites and tuning away`() throws {
        #expect(try Self.changed(.noPool, TFDataPipelines.range).0.poolThreads == 65536)
        #expect(try Self.changed(.noOverheads, TFDataPipelines.range).1 == TFDataOverheads())
        let options = try Self.changed(.noRewrites, TFDataPipelines.range, #""options": "default""#).0.options
        #expect(!options.rewritesGraph && !options.injectsPrefetch && options.tunes)
        let tuned = #"\#(TFDataPipelines.range), {"op": "prefetch", "buffer": -1}"#
        #expect(try Self.changed(.noPrefetchTuning, tuned).0.pipelines[0][1] == .prefetch(buffer: .count(1)))
    }

    /// The right rules' predictions, made once.
    private static let right = Result { try Scoreboard(try Fixtures.tfdata()) }

    @Test(arguments: TFDataAblation.allCases)
    func `a wrong rule is worse`(rule: TFDataAblation) throws {
        let wrong = try Scoreboard(try Fixtures.tfdata(), ablation: rule)
        let report = AblationReport(rule, right: try Self.right.get(), wrong: wrong)
        let errors = (right: ErrorSummary(report.right), wrong: ErrorSummary(report.wrong))
        #expect(try #require(errors.wrong.median) > #require(errors.right.median))
        #expect(try #require(errors.wrong.maximum) > #require(errors.right.maximum))
    }

    /// The bands of the replayed cases are narrow enough to notice each wrong rule.
    @Test(arguments: TFDataAblation.allCases)
    func `a wrong rule leaves the bands`(rule: TFDataAblation) throws {
        let wrong = try Scoreboard(try Fixtures.tfdata(), ablation: rule)
        let outside = wrong.rows.filter { row in
            TFDataReplayTests.bands.contains { $0.id == row.id && (row.error?.magnitude ?? 1) > $0.allowed }
        }
        #expect(!outside.isEmpty)
    }
}
