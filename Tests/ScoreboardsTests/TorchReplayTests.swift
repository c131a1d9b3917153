import Testing

@testable import Importers
@testable import Scoreboards

/// Measured loops, each with the error that is allowed: generous to what the model does now, but less than what a wrong
/// rule costs.
@Suite struct TorchReplayTests {
    private static let file = Result { try Fixtures.torch() }
    private static let board = Result { try Scoreboard(try file.get()) }

    private static func row(_ id: String) throws -> Scoreboard.Row {
        try #require(try board.get().rows.first { $0.id == id })
    }

    /// Cases and allowed |error| in steps per second.
    static let bands: [(id: String, allowed: Double)] = [
        ("det_w0_b4_t20", 0.015), ("det_w1_b4_t20", 0.025), ("det_w2_b4_t20", 0.01), ("det_w2_pf1_t10", 0.01),
        ("det_w4_b4_t5_pf4", 0.03), ("exp_w1_pf1_bal", 0.015), ("exp_w4_pf2_bal", 0.015), ("exp_w4_pf8_bal", 0.015),
        ("lognormal_w8_pf2_bal", 0.01), ("bimodal_w4_loaderbound", 0.01), ("exp_w4_loaderbound", 0.01),
        ("lognormal_w4_trainbound", 0.015), ("exp_w4_pf2_noorder", 0.02), ("bimodal_w4_loaderbound_noorder", 0.02),
        ("exp_w8_pf1_noorder", 0.015), ("collate_w2_b4", 0.01), ("collate_w4_b4_exp", 0.02),
        ("cpu_w0_cputrain", 0.01), ("cpu_w1_sleeptrain", 0.025), ("cpu_w2_sleeptrain", 0.04),
        ("cpu_w4_cputrain", 0.03), ("pycpu_w4_sleeptrain", 0.04), ("ep2_restart_w2_spawn", 0.09),
        ("ep3_persist_w4_const", 0.055), ("ep3_restart_w4_const", 0.05), ("ep3_restart_w8_short", 0.045),
        ("iter_dup_w4", 0.07), ("iter_sharded_w4_tail", 0.04), ("iter_w0", 0.015), ("xfer_w2_16m_t20", 0.02),
        ("xfer_w4_4m_exp", 0.06), ("pin_w2_nocuda", 0.025),
    ]

    @Test(arguments: bands)
    func `predicts throughput`(id: String, allowed: Double) throws {
        let row = try Self.row(id)
        let error = try #require(row.error, "\(row.reason ?? "")")
        #expect(error.magnitude <= allowed)
    }

    @Test func `judges by the cases that do not measure the loader's own costs`() throws {
        let board = try Self.board.get()
        #expect(board.calibrationGroups == ["overhead", "startup"])
        #expect(board.compared.map(\.id).sorted() == Self.bands.map(\.id).sorted())
        #expect(board.headline.count == 32 && board.headline.missing == 0)
    }

    /// What a wrong rule predicts is further off than the band allows.
    @Test(arguments: [
        ("exp_w4_pf2_noorder", "order"), ("exp_w4_loaderbound", "order"), ("det_w2_pf1_t10", "prefetch factor"),
        ("exp_w4_pf8_bal", "prefetch factor"), ("ep3_restart_w4_const", "persistence"),
        ("ep3_persist_w4_const", "persistence"), ("det_w2_b4_t20", "overheads"), ("cpu_w4_cputrain", "cores"),
    ])
    func `notices a wrong rule`(id: String, rule: String) throws {
        let file = try Self.file.get()
        var measured = try #require(file[id]).content.get()
        var overheads = file.overheads
        switch rule {
        case "order": measured.loader.keepsOrder.toggle()
        case "prefetch factor":
            // Counted for the loader, not for each worker; at least one.
            measured.loader.prefetchFactor = max(1, (measured.loader.prefetchFactor ?? 2) / measured.loader.workers)
            if measured.loader.workers > 1, measured.loader.prefetchFactor == 1 { measured.loader.workers = 1 }
        case "persistence": measured.loader.persists.toggle()
        case "overheads": overheads = TorchOverheads()
        default: measured.cores = 64
        }
        let changed = (measured, overheads)
        let wrong = try CasePrediction(name: id) { () throws(CaseError) in
            try Torch.scenario(of: changed.0, overheads: changed.1)
        }
        let rate = try #require(try Self.row(id).measured?.stepsPerSecond)
        let allowed = try #require(Self.bands.first { $0.id == id }?.allowed)
        #expect((wrong.stepsPerSecond / rate - 1).magnitude > allowed)
    }

    /// Time to the first batch in s, stall as a share.
    @Test(arguments: [
        ("exp_w4_pf2_bal", 0.01, 0.01), ("det_w2_b4_t20", 0.01, 0.01), ("ep3_restart_w4_const", 0.015, 0.03),
        ("iter_w0", 0.002, 0.01), ("pin_w2_nocuda", 0.01, 0.02),
    ])
    func `predicts first step and stall`(id: String, firstStep: Double, stall: Double) throws {
        let row = try Self.row(id)
        let (predicted, measured) = (try #require(row.predicted), try #require(row.measured))
        #expect(abs(predicted.firstStepSeconds - (try #require(measured.firstStepSeconds))) <= firstStep)
        #expect(abs(predicted.stallFraction - (try #require(measured.stallFraction))) <= stall)
    }

    @Test func `predicts the same each time`() throws {
        #expect(try Scoreboard(try Fixtures.torch()) == (try Self.board.get()))
    }
}
