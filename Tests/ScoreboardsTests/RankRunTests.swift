import Importers
import Testing

@testable import Scoreboards

/// Ranks that are put together.
@Suite struct RankRunTests {
    private func epoch(_ load: [Double] = [2, 0.5], seconds: Double = 6, batch: Double = 7) -> RankTrace.Epoch {
        RankTraces.epoch(load: load, compute: load.map { _ in 1 }, seconds: seconds, batch: batch)
    }

    @Test func `AU and samples per second give length and batch`() throws {
        let epoch = try RankEpoch(number: 1, ranks: [epoch(), epoch([1, 0.5])])
        #expect(epoch.batchSize == 7)
        #expect(abs(epoch.seconds - 6) < 1e-12)
        #expect(abs(epoch.samplesPerSecond - 28.0 / 6) < 1e-12)
        #expect(abs(epoch.utilisation - (1 / 3.0 + 1 / 4.0) / 2) < 1e-12)
        let measured = epoch.measurement
        #expect(abs(measured.stepsPerSecond - 4.0 / 6) < 1e-12)
        #expect(measured.firstStepSeconds == 1)
        #expect(abs(try #require(measured.stallFraction) - 2.0 / 6) < 1e-12)
    }

    @Test func `figures by another definition are refused`() throws {
        // Later versions count neither the first nor the last step in samples/s.
        var later = epoch([2, 0.5, 0.5, 0.5], seconds: 8)
        later.samplesPerSecond = 7 * 2 / (8 - 3)
        let error = try #require(throws: CaseError.self) { try RankEpoch(number: 3, ranks: [later]) }
        #expect(error.description.contains("epoch 3: reported AU and samples/s do not fit together"))
    }

    @Test func `ranks of different lengths are no run`() throws {
        let uneven = [try RankTraces.trace([epoch()]), try RankTraces.trace([epoch([2, 1, 1])])]
        #expect(
            try #require(throws: CaseError.self) { try RankRun(uneven) }.description
                == "epoch 1: rank 1 has 3 steps, and rank 0 has 2")
        let epochs = [try RankTraces.trace([epoch(), epoch()]), try RankTraces.trace([epoch()])]
        #expect(
            try #require(throws: CaseError.self) { try RankRun(epochs) }.description
                == "rank 1 has the epochs 1, and rank 0 has 1, 2")
        #expect(throws: CaseError.self) { try RankRun([]) }
    }
}
