import Testing

@testable import Scoreboards

@Suite struct StepFiguresTests {
    /// Steps that end every 10 ms but the first, which ends at 50 ms; each waits 4 ms.
    private static func consumer(_ steps: Int, epochs: Int = 1) -> StepFigures.Consumer {
        let ends = (0..<steps).map { Int64(50 + 10 * $0) * 1_000_000 }
        return StepFigures.Consumer(
            askedAt: ends.map { $0 - 10_000_000 }, receivedAt: ends.map { $0 - 6_000_000 }, endedAt: ends,
            epoch: (0..<steps).map { $0 * epochs / steps })
    }

    @Test(arguments: [3, 5, 9, 10, 11, 100])
    func `counts the steps of the steady window`(steps: Int) throws {
        let figures = try #require(StepFigures([Self.consumer(steps)]))
        #expect(abs(figures.stepsPerSecond - 100) < 1e-9)
    }

    /// Step s = max(1, ⌊0.2 n⌋) takes 100 ms and does not count; the one after it takes 20 ms and does.
    @Test(arguments: [(3, 1, 50.0), (9, 1, 87.5), (10, 2, 87.5), (14, 2, 1100 / 12.0), (15, 3, 1100 / 12.0)])
    func `the window begins with the end of its first step`(steps: Int, start: Int, expected: Double) throws {
        var consumer = Self.consumer(steps)
        for index in start..<steps { consumer.endedAt[index] += index == start ? 90_000_000 : 100_000_000 }
        let figures = try #require(StepFigures([consumer]))
        #expect(abs(figures.stepsPerSecond - expected) < 1e-9)
    }

    /// Three runs of `cache_after_map_3ep`, 60 steps in each epoch, of which the window begins with step 36: the
    /// lengths of the epochs give the measured rates, within the scatter of single steps.
    @Test(arguments: [
        ([0.63879, 0.20801, 0.21014], 216.34), ([0.64777, 0.21264, 0.20321], 217.15),
        ([0.64256, 0.20047, 0.20678], 220.52),
    ])
    func `is the window that was measured`(epochs: [Double], measured: Double) throws {
        // The first step ends 22 ms after the iterator's creation; the others follow evenly.
        let first = (0..<60).map { 0.022 + Double($0) * (epochs[0] - 0.022) / 59 }
        let later = (1...120).map { epochs[0] + Double($0) * (epochs[1] + epochs[2]) / 120 }
        let ends = (first + later).map { Int64($0 * 1e9) }
        let consumer = StepFigures.Consumer(
            askedAt: ends, receivedAt: ends, endedAt: ends, epoch: ends.indices.map { $0 / 60 })
        let rate = try #require(StepFigures([consumer])).stepsPerSecond
        #expect(abs(rate / measured - 1) < 0.004)
    }

    @Test func `gives first step, stall and length`() throws {
        let figures = try #require(StepFigures([Self.consumer(10)]))
        #expect(figures.firstStepSeconds == 0.044)
        #expect(figures.wallSeconds == 0.14)
        #expect(abs(figures.stallFraction - 0.04 / 0.14) < 1e-12)
        #expect(figures.epochSeconds == [0.14])
    }

    @Test func `gives the length of each epoch`() throws {
        let figures = try #require(StepFigures([Self.consumer(10, epochs: 2)]))
        #expect(figures.epochSeconds == [0.09, 0.05])
    }

    @Test func `adds up consumers`() throws {
        let figures = try #require(StepFigures([Self.consumer(100), Self.consumer(100)]))
        #expect(abs(figures.stepsPerSecond - 200) < 2)
        #expect(abs(figures.stallFraction - 0.4 / 1.04) < 1e-9)
    }

    @Test func `is nothing for two steps, or for steps that take no time`() {
        #expect(StepFigures([Self.consumer(2)]) == nil)
        #expect(StepFigures([]) == nil)
        let instants: [Int64] = [5, 5, 5]
        #expect(
            StepFigures([.init(askedAt: instants, receivedAt: instants, endedAt: instants, epoch: [0, 0, 0])]) == nil)
    }
}
