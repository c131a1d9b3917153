import PipelineRuns
import Pipelines
import Testing
import Variates

/// Pipelines without chance, to the nanosecond.
struct DeterministicPipelineTests {
    @Test func `without prefetch, times add up`() throws {
        let report = try complete(.source(10, latency: milliseconds(2)).map(milliseconds(3)).train(milliseconds(5)))
        #expect(report.nanoseconds == 100_000_000)
        #expect(report.steps == 10 && report.samples == 10)
        #expect(report.firstBatchSeconds == 0.005)
        #expect(report.epochSeconds == 0.1)
        #expect(report.firstEpochSeconds == 0.1)
        #expect(report.laterEpochSeconds == nil)
        // After the first step: 9 steps in 90 ms.
        #expect(report.window == .tooShort)
        #expect(report.windowSteps == 9)
        #expect(report.samplesPerSecond.isClose(to: 100))
    }

    @Test(arguments: [(4, 6, 3), (6, 4, 1), (5, 5, 2), (7, 3, 16)] as [(Double, Double, Int)])
    func `with prefetch, the slower side sets the pace`(_ load: Double, _ step: Double, _ buffer: Int) throws {
        let report = try complete(
            .source(100, latency: milliseconds(load)).prefetch(buffer).train(milliseconds(step)))
        let pace = max(load, step)
        #expect(report.nanoseconds == Int64(load + 99 * pace + step) * 1_000_000)
        #expect(report.samplesPerSecond.isClose(to: 1000 / pace))
        #expect(report.stallFraction.isClose(to: load > step ? (load - step) / load : 0))
        #expect(report.trainerUtilisation.isClose(to: step / pace))
    }

    /// Makespan of n = sum + (n − 1) × max, throughput 1/max, for stages that all overlap.
    @Test func `a line of stages takes the sum and then the maximum`() throws {
        let report = try complete(
            .source(1000, latency: milliseconds(2)).prefetch(1).map(milliseconds(3)).prefetch(1).train(milliseconds(1)))
        #expect(report.nanoseconds == (6 + 999 * 3) * 1_000_000)
        #expect(report.batchesPerSecond.isClose(to: 1000.0 / 3))
    }

    /// Throughput 1/max(disk, cpu/workers, gpu), where the map need not wait for its input.
    @Test func `workers share a slow stage`() throws {
        let read = try TestScenario.source(4000, latency: milliseconds(0.5))
        let fed = try complete(
            read.prefetch(4).map(milliseconds(4), parallelism: 4).prefetch(2).train(milliseconds(0.95)))
        #expect(fed.batchesPerSecond.isClose(to: 1000, within: 1e-3))
        // A call is open while its input is read: 4 calls in 4.5 ms.
        let unfed = try complete(read.map(milliseconds(4), parallelism: 4).prefetch(2).train(milliseconds(0.95)))
        #expect(unfed.batchesPerSecond.isClose(to: 4000 / 4.5, within: 1e-3))
    }

    @Test func `batches divide the pace`() throws {
        let report = try complete(.source(40, latency: milliseconds(2)).batch(4).prefetch(1).train(milliseconds(5)))
        #expect(report.nanoseconds == 85_000_000)
        #expect(report.steps == 10 && report.samples == 40)
        #expect(report.samplesPerSecond.isClose(to: 500))
        #expect(report.batchesPerSecond.isClose(to: 125))
    }

    @Test func `a cache makes later epochs fast`() throws {
        let report = try complete(
            .source(10, latency: milliseconds(4)).cache().train(milliseconds(6), epochs: 3))
        #expect(report.nanoseconds == (100 + 60 + 60) * 1_000_000)
        #expect(report.window == .laterEpochs)
        #expect(report.windowSteps == 20)
        #expect(report.firstEpochSeconds == 0.1)
        #expect(report.laterEpochSeconds?.isClose(to: 0.06) == true)
        #expect(report.epochSeconds.isClose(to: 0.22 / 3))
        #expect(report.samplesPerSecond.isClose(to: 20 / 0.12))
        #expect(report.stallFraction == 0)
    }

    @Test func `each epoch starts its pipeline again`() throws {
        let report = try complete(
            .source(5, latency: milliseconds(4)).prefetch(2).train(milliseconds(4), epochs: 3))
        // 4 ms until the first element of each epoch, then 5 steps.
        #expect(report.nanoseconds == 3 * 24_000_000)
        #expect(report.laterEpochSeconds?.isClose(to: 0.024) == true)
    }

    @Test func `shuffle fills before the first element`() throws {
        let report = try complete(.source(20, latency: milliseconds(3)).shuffle(8).train(milliseconds(1)))
        // 8 loads, then 12 rounds of step and load, then 8 steps from the buffer.
        #expect(report.nanoseconds == (8 * 3 + 12 * (1 + 3) + 8 * 1) * 1_000_000)
        #expect(report.firstBatchSeconds == 0.024)
    }
}

extension Double {
    /// Equal but for the rounding of a few operations.
    func isClose(to other: Double, within tolerance: Double = 1e-12) -> Bool {
        (self - other).magnitude <= tolerance * Swift.max(magnitude, other.magnitude, 1e-300)
    }
}
