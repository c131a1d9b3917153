import Testing

@testable import MeasuredCases

@Suite struct StepFiguresTests {
    /// Steps that end every 10 ms but the first, which ends at 50 ms; each waits 4 ms.
    private static func consumer(_ steps: Int, epochs: Int = 1) -> StepFigures.Consumer {
        let ends = (0..<steps).map { Int64(50 + 10 * $0) * 1_000_000 }
        return StepFigures.Consumer(
            askedAt: ends.map { $0 - 10_000_000 }, receivedAt: ends.map { $0 - 6_000_000 }, endedAt: ends,
            epoch: (0..<steps).map { $0 * epochs / steps })
    }

    @Test(arguments: [2, 3, 5, 9, 10, 11, 100])
    func `counts the steps of the steady window`(steps: Int) throws {
        let figures = try #require(StepFigures([Self.consumer(steps)]))
        #expect(abs(figures.stepsPerSecond - 100) < 1e-9)
    }

    @Test func `leaves out a fifth of the steps, at least one`() throws {
        var slow = Self.consumer(10)
        // Later steps come twice as fast from the third on: the window begins there.
        for index in 2..<10 { slow.endedAt[index] = 60_000_000 + Int64(index - 1) * 5_000_000 }
        #expect(try #require(StepFigures([slow])).stepsPerSecond == 200)
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

    @Test func `is nothing for one step, or for steps that take no time`() {
        #expect(StepFigures([Self.consumer(1)]) == nil)
        #expect(StepFigures([]) == nil)
        #expect(StepFigures([.init(askedAt: [0, 0], receivedAt: [0, 0], endedAt: [5, 5], epoch: [0, 0])]) == nil)
    }
}
