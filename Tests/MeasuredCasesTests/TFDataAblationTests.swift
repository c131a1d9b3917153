import Testing

@testable import MeasuredCases

@Suite struct TFDataAblationTests {
    private static let overheads = try? Cases.fixture().overheads

    private static func changed(
        _ rule: TFDataAblation, _ operators: String, _ more: String = ""
    ) throws -> (TFDataCase, TFDataOverheads) {
        var measured = try Cases.one(operators, more)
        var overheads = try #require(Self.overheads)
        rule.apply(to: &measured, &overheads)
        return (measured, overheads)
    }

    @Test func `has a slot less when slots are freed at the step's end`() throws {
        let two = #"{"op": "prefetch", "buffer": 2}"#
        let (measured, _) = try Self.changed(.prefetchSlotFreedAtStepEnd, "\(Operators.range), \(two), \(two)")
        #expect(
            measured.pipelines == [[.range(count: 12), .prefetch(buffer: .count(2)), .prefetch(buffer: .count(1))]])
    }

    @Test(arguments: [(0, 0), (1, 2), (4, 5)])
    func `has a slot more when it computes before it waits`(buffer: Int, changed: Int) throws {
        let prefetch = #"{"op": "prefetch", "buffer": \#(buffer)}"#
        let (measured, _) = try Self.changed(.prefetchComputesThenBlocks, "\(Operators.range), \(prefetch)")
        #expect(measured.pipelines[0][1] == .prefetch(buffer: .count(changed)))
    }

    @Test(arguments: [
        ("", true), (#", {"op": "batch", "size": 2}"#, true), (#", {"op": "prefetch", "buffer": 2}"#, false),
    ])
    func `makes unbuffered parallel maps sequential`(behind: String, isChanged: Bool) throws {
        let map = #"{"op": "map", "stage": "map", "parallel": 2}"#
        let (measured, _) = try Self.changed(.noRunAhead, "\(Operators.range), \(map)\(behind)")
        guard case .map(let changed) = measured.pipelines[0][1] else { throw TFDataCaseError("no map") }
        #expect((changed.parallelism == nil) == isChanged)
        #expect(measured.durations["map"] == (isChanged ? [0.0015, 0.0025, 0.0035] : [0.003, 0.005, 0.007]))
    }

    @Test func `takes pool, overheads, rewrites and tuning away`() throws {
        #expect(try Self.changed(.noPool, Operators.range).0.poolThreads == 65536)
        #expect(try Self.changed(.noOverheads, Operators.range).1 == TFDataOverheads())
        let options = try Self.changed(.noRewrites, Operators.range, #""options": "default""#).0.options
        #expect(!options.rewritesGraph && !options.injectsPrefetch && options.tunes)
        let tuned = #"\#(Operators.range), {"op": "prefetch", "buffer": -1}"#
        #expect(try Self.changed(.noPrefetchTuning, tuned).0.pipelines[0][1] == .prefetch(buffer: .count(1)))
    }

    /// The right rules' predictions, made once.
    private static let right = Result { try Scoreboard(try Cases.fixture()) }

    @Test(arguments: TFDataAblation.allCases)
    func `a wrong rule is worse`(rule: TFDataAblation) throws {
        let wrong = try Scoreboard(try Cases.fixture(), ablation: rule)
        let report = AblationReport(rule, right: try Self.right.get(), wrong: wrong)
        let errors = (right: ErrorSummary(report.right), wrong: ErrorSummary(report.wrong))
        #expect(!report.right.isEmpty)
        #expect(try #require(errors.wrong.median) > #require(errors.right.median))
        #expect(try #require(errors.wrong.maximum) > #require(errors.right.maximum))
    }
}
