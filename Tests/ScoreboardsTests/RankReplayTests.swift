import Foundation
import Importers
import Testing

@testable import Scoreboards

/// Epochs of a few ranks whose lengths are worked out by hand.
@Suite struct RankReplayTests {
    /// Two ranks, three steps: the slower takes 2 + 1, 1 + 1 and 0.5 + 1 s; with 0.25 s after each the epoch takes 7.25
    /// s.
    private static func epoch(seconds: Double = 7.25, around: Double = 0) throws -> RankEpoch {
        let ranks = [
            RankTraces.epoch(load: [2, 0.5, 0.5], compute: [1, 1, 1], around: around, seconds: seconds),
            RankTraces.epoch(load: [1, 1, 0.25], compute: [1, 1, 1], around: around, seconds: seconds),
        ]
        return try RankEpoch(number: 2, ranks: ranks)
    }

    @Test func `each step takes as long as the slowest rank's, and the meeting`() throws {
        let prediction = try RankReplay(try Self.epoch()).prediction(barrierSeconds: 0.25)
        #expect(prediction.wallSeconds == 7.25)
        #expect(abs(prediction.stepsPerSecond - 6 / 7.25) < 1e-12)
        #expect(prediction.firstStepSeconds == 1)
        // 2 s of computation in 7.25 − 3 and in 7.25 − 2 s.
        let utilisation = try #require(prediction.acceleratorUtilisation)
        #expect(abs(utilisation - (2 / 4.25 + 2 / 5.25) / 2) < 1e-12)
        #expect(abs(prediction.stallFraction - (3 + 2.25) / 2 / 7.25) < 1e-12)
    }

    @Test func `time around the computation is no computation, and takes its time`() throws {
        let prediction = try RankReplay(try Self.epoch(around: 0.125)).prediction(barrierSeconds: 0)
        #expect(prediction.wallSeconds == 6.5 + 3 * 0.125)
        // The first steps end after 3.125 and 2.125 s.
        let utilisation = try #require(prediction.acceleratorUtilisation)
        #expect(abs(utilisation - (2 / (6.875 - 3.125) + 2 / (6.875 - 2.125)) / 2) < 1e-12)
    }

    @Test func `computation may differ from step to step and from rank to rank`() throws {
        let ranks = [
            RankTraces.epoch(load: [0, 0, 0], compute: [1, 2, 1], seconds: 8),
            RankTraces.epoch(load: [0, 0, 0], compute: [3, 1, 2], seconds: 8),
        ]
        let prediction = try RankReplay(try RankEpoch(number: 1, ranks: ranks)).prediction(barrierSeconds: 0)
        #expect(prediction.wallSeconds == 7)
        let utilisation = try #require(prediction.acceleratorUtilisation)
        #expect(abs(utilisation - (3.0 / 6 + 3.0 / 4) / 2) < 1e-12)
    }

    // MARK: - The fit

    @Test func `the fit finds the meeting with which the epoch is as fast as reported`() throws {
        let fit = try BarrierFit(try Self.epoch())
        #expect(fit.epoch == 2)
        #expect(abs(fit.seconds - 0.25) < 2e-9)
        #expect(fit.isConverged)
    }

    /// 3 + 1.5 + 1.5 s are recorded, and 0.25 s more are needed in each step, although there is nobody to meet.
    @Test func `the constant of a single rank is its loop's own time`() throws {
        let rank = RankTraces.epoch(load: [2, 0.5, 0.5], compute: [1, 1, 1], seconds: 6.75)
        let epoch = try RankEpoch(number: 2, ranks: [rank])
        let fit = try BarrierFit(epoch)
        #expect(abs(fit.seconds - 0.25) < 2e-9)
        #expect(fit.isConverged)
        #expect(try RankReplay(epoch).prediction(barrierSeconds: 0.25).wallSeconds == 6.75)
    }

    @Test func `with a fit that has not converged nothing is scored`() throws {
        let run = try RankRun([
            try RankTraces.trace([
                RankTraces.epoch(load: [4, 1, 1], compute: [1, 1, 1], seconds: 10),
                RankTraces.epoch(load: [2, 1, 1], compute: [1, 1, 1], seconds: 7.75),
                RankTraces.epoch(load: [1, 1, 1], compute: [1, 1, 1], seconds: 7),
            ])
        ])
        let fitted = try #require(run[epoch: 2])
        let board = try RankScoreboard(run, fit: try BarrierFit(fitted, rounds: 1))
        #expect(board.scoreboard.rows.count == 3)
        #expect(board.scoreboard.compared.isEmpty && board.utilisationErrors.count == 0)
        #expect(try RankScoreboard(run, fitting: fitted).utilisationErrors.count == 1)
    }

    @Test(arguments: [0, 1])
    func `a fit that is stopped early says so`(rounds: Int) throws {
        #expect(try !BarrierFit(try Self.epoch(), rounds: rounds).isConverged)
    }

    @Test func `an epoch that is reported faster than its times allow has no meeting`() throws {
        #expect(try BarrierFit(try Self.epoch(seconds: 6)).seconds == 0)
    }

    @Test func `one epoch is fitted, the first is not judged`() throws {
        let run = try RankRun(
            [0.25, 0.75].map { load in
                try RankTraces.trace([
                    RankTraces.epoch(load: [4, load], compute: [1, 1], seconds: 8),
                    RankTraces.epoch(load: [2, load], compute: [1, 1], seconds: 5.75),
                    RankTraces.epoch(load: [1, load], compute: [1, 1], seconds: 5),
                ])
            })
        let board = try RankScoreboard(run, fitting: try #require(run[epoch: 2]))
        #expect(board.scoreboard.rows.map(\.id) == ["epoch 1", "epoch 2", "epoch 3"])
        #expect(board.scoreboard.rows.map(\.group) == ["first", "fit", "predicted"])
        #expect(board.scoreboard.compared.map(\.id) == ["epoch 3"])
        #expect(abs(board.fit.seconds - 0.5) < 2e-9)
        // The third epoch takes 2 + 1.75 s and two meetings.
        let third = board.scoreboard.rows[2]
        #expect(abs(try #require(third.error) - (5 / 4.75 - 1)) < 1e-6)
        // One second of computation, in 4.75 less 2, and in 5 less 2 s.
        let difference = 1 / 2.75 - 1 / 3.0
        let error = try #require(third.utilisationError)
        #expect(abs(error - difference) < 1e-6)
        #expect(board.utilisationErrors.count == 1)
        #expect(third.measured?.samplesPerStep == 7)
    }

    // MARK: - The run of 15 accelerators

    private static let board = Result {
        let run = try RankTraces.fixture()
        return try RankScoreboard(run, fitting: try #require(run[epoch: 2]))
    }

    @Test func `one constant, fitted on the second epoch, predicts the later ones`() throws {
        let board = try Self.board.get()
        #expect(board.scoreboard.compared.map(\.id) == ["epoch 3", "epoch 4", "epoch 5"])
        for row in board.scoreboard.compared {
            #expect(try #require(row.error).magnitude < 0.005, "\(row.id)")
            #expect(try #require(row.utilisationError).magnitude < 0.005, "\(row.id)")
        }
        #expect(abs(board.fit.seconds - 0.0268) < 0.0001)
        #expect(board.scoreboard.rows[0].measured?.samplesPerStep == 7)
    }

    /// AU is not fitted: that it comes out where samples/s does shows that both are what they are taken for.
    @Test func `the fitted epoch has the reported AU too`() throws {
        let fitted = try Self.board.get().scoreboard.rows[1]
        #expect(abs(try #require(fitted.error)) < 1e-6)
        #expect(abs(try #require(fitted.utilisationError)) < 0.0005)
    }

    @Test func `without a meeting, or with the first epoch's, the later epochs are missed`() throws {
        let run = try RankTraces.fixture()
        let third = try #require(run[epoch: 3])
        let none = try RankReplay(third).prediction(barrierSeconds: 0)
        #expect(try #require(none.acceleratorUtilisation) - third.utilisation > 0.05)
        let first = try BarrierFit(run.epochs[0])
        #expect(abs(first.seconds - 0.0201) < 0.0002)
        let rate = try RankReplay(third).prediction(barrierSeconds: first.seconds).stepsPerSecond
        #expect(rate * 7 / third.samplesPerSecond - 1 > 0.015)
    }
}
