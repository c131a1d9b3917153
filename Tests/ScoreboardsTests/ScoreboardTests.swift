import Importers
import Testing

@testable import Scoreboards

@Suite struct ScoreboardTests {
    private static func row(_ id: Int, predicted: Double?, measured: Double = 100, group: String = "g")
        -> Scoreboard.Row
    {
        Scoreboard.Row(
            id: "\(id)", group: group,
            measured: CaseMeasurement(
                stepsPerSecond: measured, epochSeconds: [], prefetchLimits: [4], isNoisy: false),
            predicted: predicted.map {
                CasePrediction(
                    stepsPerSecond: $0, firstStepSeconds: 0, epochSeconds: [], stallFraction: 0, wallSeconds: 1,
                    prefetchLimit: id % 2 == 0 ? 4 : 8)
            },
            reason: predicted == nil ? "why" : nil, isContended: id == 1)
    }

    @Test func `summarises errors without their sign`() {
        let summary = ErrorSummary([
            Self.row(0, predicted: 110), Self.row(1, predicted: 98), Self.row(2, predicted: 99),
        ])
        #expect(summary.count == 3 && summary.missing == 0)
        #expect(abs((summary.median ?? 0) - 0.02) < 1e-12)
        #expect(abs((summary.p90 ?? 0) - 0.084) < 1e-12)
        #expect(abs((summary.maximum ?? 0) - 0.1) < 1e-12)
    }

    @Test(arguments: [(4, 1, 0.0), (5, 2, 1.0), (7, 4, 1.0)])
    func `counts missing predictions beyond the free ones as errors of 100 %`(missing: Int, count: Int, largest: Double)
    {
        let rows = [Self.row(0, predicted: 100)] + (0..<missing).map { Self.row($0, predicted: nil) }
        let summary = ErrorSummary(rows, free: 4)
        #expect(summary.count == count && summary.missing == missing && summary.maximum == largest)
        #expect(ErrorSummary(rows).count == 1)
    }

    @Test func `judges by all cases but those that measure overheads`() {
        let board = Scoreboard(rows: [
            Self.row(0, predicted: 100), Self.row(1, predicted: 120), Self.row(2, predicted: 300, group: "ovh"),
            Self.row(3, predicted: 300, group: "ovh2"),
        ])
        #expect(board.headline.count == 2 && abs((board.headline.maximum ?? 0) - 0.2) < 1e-12)
        #expect(board.withoutContention.count == 1 && board.withoutContention.maximum == 0)
        #expect(board.all.count == 4 && board.all.maximum == 2)
        #expect(board.groups == ["g", "ovh", "ovh2"])
        #expect(board.summary(ofGroup: "ovh").count == 1)
        #expect(board.prefetchLimits == (2, 4))
    }

    @Test func `keeps the reason of a case that is not modelled`() throws {
        let file = try TFDataPipelines.file(
            #"{"op": "range", "n": 3}, {"op": "zip"}"#, #""measured": {"steps_per_s": 10}"#)
        let row = try Scoreboard(file).rows[0]
        #expect(row.predicted == nil && row.error == nil && row.measured?.stepsPerSecond == 10)
        #expect(row.reason == "the operator `zip` is not modelled")
    }

    @Test func `keeps what the scenario's decoder does not accept as a reason`() throws {
        let file = try TFDataPipelines.file(#"{"op": "range", "n": 3}, {"op": "shuffle", "buffer": 0}"#)
        let reason = try #require(try Scoreboard(file).rows[0].reason)
        #expect(reason.contains("`0` is too small"), "\(reason)")
    }

    @Test func `simulates a case without measurements all the same`() throws {
        let row = try Scoreboard(try TFDataPipelines.file(TFDataPipelines.range)).rows[0]
        let rate = try #require(row.predicted?.stepsPerSecond)
        #expect(abs(rate - 250) < 1e-6)
        #expect(row.reason == "the file has no measurement")
        #expect(row.error == nil)
    }

    /// What the translation can write, scenario files accept.
    @Test(arguments: [
        #"{"op": "map", "stage": "map", "parallel": 2, "deterministic": false}"#,
        #"{"op": "map", "stage": "map", "parallel": 2, "unbounded": true}"#,
        #"{"op": "map", "stage": "map", "parallel": "AUTOTUNE"}"#, #"{"op": "map", "stage": "map", "unbounded": true}"#,
        #"{"op": "batch", "size": 3, "parallel": 2, "deterministic": false, "drop_remainder": true}"#,
        #"{"op": "batch", "size": 3, "parallel": -1}"#, #"{"op": "cache"}"#, #"{"op": "cache", "file": "x"}"#,
        #"{"op": "shuffle", "buffer": 3}"#, #"{"op": "repeat", "count": 2}"#, #"{"op": "repeat"}"#,
        #"{"op": "shard", "num": 2, "index": 1}"#, #"{"op": "take", "count": 7}"#, #"{"op": "skip", "count": 7}"#,
        #"{"op": "prefetch", "buffer": 0}"#, #"{"op": "prefetch", "buffer": -1}"#, #"{"op": "to_device"}"#,
    ])
    func `simulates every operator, under all options`(json: String) throws {
        for options in [
            #""pure""#, #""default""#, #"{"autotune.autotune_algorithm": "STAGE_BASED", "autotune.cpu_budget": 3}"#,
        ] {
            let more = #""options": \#(options), "steps": 8"#
            let file = try TFDataPipelines.file("\(TFDataPipelines.range), \(json)", more)
            let row = try Scoreboard(file).rows[0]
            #expect(row.predicted != nil, "\(options): \(row.reason ?? "")")
        }
    }

    @Test(arguments: [#""parallel": null"#, #""parallel": 2"#, #""parallel": "AUTOTUNE", "deterministic": false"#])
    func `simulates interleaves`(more: String) throws {
        let files = #"{"op": "interleave", "files": 4, "per_file": 3, "cycle_length": 2, "block_length": 2, \#(more)}"#
        let row = try Scoreboard(try TFDataPipelines.file(files)).rows[0]
        #expect(row.predicted != nil, "\(row.reason ?? "")")
    }
}
