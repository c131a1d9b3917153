import Foundation
import Importers
import Testing

@testable import Scoreboards

/// Measured pipelines, each with the error that is allowed: generous to what the model does now, but less than what a
/// wrong rule costs.
@Suite struct TFDataReplayTests {
    private static let board = Result { try Scoreboard(try Fixtures.tfdata()) }

    private static func row(_ id: String) throws -> Scoreboard.Row {
        try #require(try board.get().rows.first { $0.id == id })
    }

    /// Cases and allowed |error| in steps per second.
    static let bands: [(id: String, allowed: Double)] = [
        ("det_balanced_pf1", 0.01),
        ("det_balanced_prefetch0", 0.01),
        ("naive_read3_map6_train9", 0.02),
        ("sto_exp_pf2", 0.015),
        ("sto_bimodal_pf1", 0.01),
        ("sto_logn_pf1", 0.015),
        ("sto_expexp_pf4", 0.01),
        ("place_pf2_both", 0.02),
        ("place_read_pf2_pmap2_pf2", 0.015),
        ("parmap1_exp_balanced", 0.015),
        ("pmap_bimodal_8_det", 0.04),
        ("pmap_exp_4_nondet_balanced_pf0", 0.035),
        ("pmap_const_8_det", 0.02),
        ("pool_private1_pmap8", 0.025),
        ("pool_private4_pmap8", 0.01),
        ("batch_batch8_then_vecmap_p2", 0.015),
        ("batch_map4_then_batch8_nopf", 0.04),
        ("batch_fused_map4_batch8_exp_pool16", 0.015),
        ("cache_exp_3ep_shuffle", 0.05),
        ("cache_partial_break30_pf64", 0.035),
        ("cache_none_3ep", 0.03),
        ("shuffle_64", 0.035),
        ("shuffle64_repeat2", 0.055),
        ("rep5_pf4_before", 0.015),
        ("rep5_pf4_after", 0.01),
        ("shard2_after_map", 0.01),
        ("shard2_after_read", 0.04),
        ("ilv_seq_c4", 0.06),
        ("ilv_par_c4_p2_b1", 0.02),
        ("ilv_par_exp_c4_p4_nondet", 0.06),
        ("to_device_cpu_buf1", 0.015),
        ("auto_pf_balanced_exp", 0.01),
        ("auto_map_pf_cpu8", 0.025),
        ("auto_seqmap_nopf_default", 0.01),
        ("cpu_pmap4_pf2", 0.1),
        ("auto_alg_HILL_CLIMB", 0.015),
        ("auto_ilv", 0.02),
    ]

    @Test(arguments: bands)
    func `predicts throughput`(id: String, allowed: Double) throws {
        let row = try Self.row(id)
        let error = try #require(row.error, "\(row.reason ?? "")")
        #expect(error.magnitude <= allowed)
    }

    @Test(arguments: [
        ("auto_pf_balanced_exp", 32), ("auto_map_pf_cpu8", 1), ("auto_seqmap_nopf_default", 16), ("auto_ilv", 2),
    ])
    func `predicts the limit of a tuned prefetch`(id: String, limit: Int) throws {
        let row = try Self.row(id)
        #expect(row.predicted?.prefetchLimit == limit)
        #expect(row.hasMeasuredLimit == true)
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
        let again = try Scoreboard(try Fixtures.tfdata())
        #expect(again == (try Self.board.get()))
        let alone = try Scoreboard(try Fixtures.tfdata(), id: "sto_exp_pf2")
        #expect(alone.rows == [try Self.row("sto_exp_pf2")])
    }
}
