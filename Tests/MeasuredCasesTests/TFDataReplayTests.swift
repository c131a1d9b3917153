import Foundation
import Testing

@testable import MeasuredCases

/// Measured pipelines, each with the error that is allowed: generous to what the model does now, but less than what a
/// wrong rule costs.
@Suite struct TFDataReplayTests {
    private static let board = Result { try Scoreboard(try Cases.fixture()) }

    private static func row(_ id: String) throws -> Scoreboard.Row {
        try #require(try board.get().rows.first { $0.id == id })
    }

    @Test(arguments: [
        ("det_balanced_pf1", 0.01)
    ])
    func `predicts throughput`(id: String, allowed: Double) throws {
        let row = try Self.row(id)
        let error = try #require(row.error, "\(row.reason ?? "")")
        #expect(error.magnitude <= allowed)
    }

    @Test func `says why it predicts nothing for real computation of unknown length`() throws {
        let row = try Self.row("cpu_matmul_p2_train")
        #expect(row.predicted == nil && row.isContended)
        #expect(row.reason == "the operator `matmul_map` is not modelled")
    }

    /// The time to the first element, stall and epochs of cases in which these have a rule of their own.
    @Test(arguments: [
        ("shuffle_64", 0.015, 0.02), ("cache_none_3ep", 0.001, 0.02), ("cache_partial_break30_pf64", 0.005, 0.02),
        ("parmap1_exp_balanced", 0.001, 0.02), ("sto_exp_pf2", 0.001, 0.02),
    ])
    func `predicts first step, stall and epochs`(id: String, firstStep: Double, stall: Double) throws {
        let row = try Self.row(id)
        let (predicted, measured) = (try #require(row.predicted), try #require(row.measured))
        #expect(abs(predicted.firstStepSeconds - (try #require(measured.firstStepSeconds))) <= firstStep)
        #expect(abs(predicted.stallFraction - (try #require(measured.stallFraction))) <= stall)
        #expect(predicted.epochSeconds.count == measured.epochSeconds.count)
        for (predicted, measured) in zip(predicted.epochSeconds, measured.epochSeconds) {
            #expect(abs(predicted - measured) <= 0.05 * measured)
        }
    }

    @Test func `replays what is imported, the same each time`() throws {
        let again = try Scoreboard(try Cases.fixture())
        #expect(again == (try Self.board.get()))
        let alone = try Scoreboard(try Cases.fixture(), id: "sto_exp_pf2")
        #expect(alone.rows == [try Self.row("sto_exp_pf2")])
    }
}
