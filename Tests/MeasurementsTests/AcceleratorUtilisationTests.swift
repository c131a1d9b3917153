import Measurements
import Testing

struct AcceleratorUtilisationTests {
    /// One epoch: its start, the end of each step with its compute time, its end.
    struct Epoch: Sendable {
        let start: Int64
        let steps: [(Int64, Int64)]
        let end: Int64
    }

    private func utilisation(of epochs: [Epoch]) -> AcceleratorUtilisation {
        var utilisation = AcceleratorUtilisation()
        for epoch in epochs {
            utilisation.epochStarted(at: epoch.start)
            for step in epoch.steps { utilisation.stepEnded(at: step.0, computeNanoseconds: step.1, samples: 2) }
            utilisation.epochEnded(at: epoch.end)
        }
        return utilisation
    }

    @Test(
        arguments: [
            // The slow first step does not count; 2 × 8 of the 20 ns after it do.
            (Epoch(start: 0, steps: [(100, 8), (110, 8), (120, 8)], end: 120), 0.8),
            // Time from the last step to the epoch's end counts as not used.
            (Epoch(start: 0, steps: [(100, 8), (110, 8), (120, 8)], end: 132), 0.5),
            // A pipeline that never stalls reaches 1.
            (Epoch(start: 5, steps: [(15, 10), (25, 10), (35, 10)], end: 35), 1),
        ] as [(Epoch, Double)])
    func `one epoch`(epoch: Epoch, expected: Double) {
        let utilisation = utilisation(of: [epoch])
        #expect(utilisation.value == expected)
        #expect(utilisation.epochs == 1)
    }

    @Test func `throughput counts the first step's time and samples, and what comes after the last step`() {
        let utilisation = utilisation(of: [Epoch(start: 0, steps: [(100, 8), (110, 8), (120, 8)], end: 150)])
        #expect(utilisation.samplesPerSecond == 6e9 / 150)
    }

    @Test func `a wait that is left out is no time of the epoch`() {
        var utilisation = AcceleratorUtilisation()
        utilisation.epochStarted(at: 0)
        for end in [100, 110] { utilisation.stepEnded(at: Int64(end), computeNanoseconds: 8, samples: 2) }
        utilisation.leaveOut(1000)
        utilisation.stepEnded(at: 1120, computeNanoseconds: 8, samples: 2)
        utilisation.epochEnded(at: 1120)
        #expect(utilisation.value == 0.8)
        #expect(utilisation.samplesPerSecond == 6e9 / 120)
        #expect(utilisation.shareLeftOut == 100.0 / 120)
    }

    @Test func `throughput is the mean of the epochs' rates`() {
        let utilisation = utilisation(of: [
            Epoch(start: 0, steps: [(10, 10), (20, 10)], end: 20),
            Epoch(start: 20, steps: [(60, 10)], end: 60),
            Epoch(start: 60, steps: [], end: 60),
        ])
        #expect(utilisation.samplesPerSecond == (4e9 / 20 + 2e9 / 40) / 2)
    }

    @Test func `the mean over epochs weighs short and long ones alike`() {
        let utilisation = utilisation(of: [
            Epoch(start: 0, steps: [(10, 10), (20, 10)], end: 20),
            Epoch(start: 20, steps: [(30, 10), (1030, 500)], end: 1030),
        ])
        #expect(utilisation.value == 0.75)
        #expect(utilisation.epochs == 2)
    }

    @Test(arguments: [
        Epoch(start: 0, steps: [], end: 10),
        Epoch(start: 0, steps: [(10, 10)], end: 20),
        Epoch(start: 0, steps: [(10, 10), (10, 0)], end: 10),
    ])
    func `an epoch that has no utilisation is counted apart`(epoch: Epoch) {
        var utilisation = utilisation(of: [epoch])
        #expect(utilisation.value == nil)
        #expect(utilisation.epochsWithout == 1)
        utilisation.epochStarted(at: 20)
        utilisation.stepEnded(at: 30, computeNanoseconds: 10, samples: 2)
        utilisation.stepEnded(at: 40, computeNanoseconds: 5, samples: 2)
        utilisation.epochEnded(at: 40)
        #expect(utilisation.value == 0.5)
        #expect(utilisation.epochs == 1)
    }

    @Test func `steps left are those of the longest epoch, of all or from a moment on`() {
        var utilisation = utilisation(of: [Epoch(start: 0, steps: [(10, 1), (20, 1), (30, 1), (40, 1)], end: 40)])
        #expect(utilisation.mostStepsLeft == 3)
        utilisation.forgetStepsLeft()
        utilisation.epochStarted(at: 40)
        for end in [50, 60, 70] { utilisation.stepEnded(at: Int64(end), computeNanoseconds: 1, samples: 2) }
        utilisation.epochEnded(at: 70)
        #expect(utilisation.mostStepsLeft == 2 && utilisation.epochs == 2)
    }

    @Test func `an epoch that is still open does not count yet`() {
        var utilisation = AcceleratorUtilisation()
        utilisation.epochStarted(at: 0)
        utilisation.stepEnded(at: 10, computeNanoseconds: 10, samples: 2)
        utilisation.stepEnded(at: 20, computeNanoseconds: 10, samples: 2)
        #expect(utilisation.value == nil)
        #expect(utilisation.epochs == 0)
    }
}
