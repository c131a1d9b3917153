import Pipelines
import Testing
import Variates

struct OccupancyTests {
    /// Little's law on the path: what the buffers hold over time is the sum of the times that elements spend in them.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `the integral of what is held is the sum of the stays`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func table() -> [Int64] { (0..<40).map { _ in .random(in: 0...500, using: &generator) } }
        let test = try [
            TestScenario.source(60).prefetch(3),
            TestScenario.source(60).map(parallelism: 3),
            TestScenario.source(60).unordered(parallelism: 4).prefetch(2),
            TestScenario.source(60).map(parallelism: 2).shuffle(7).prefetch(1),
        ][Int(seed % 4)]
        let tables = ["source": table(), "map": table(), "step": table()]
        let backend = try TimedBackend(test, duration: durations(tables, in: test))
        backend.finish()

        let stages = try test.pipeline().stages
        let lastWork = stages.contains { $0.name == "map" } ? "map" : "source"
        let done = backend.work(of: lastWork).reduce(0) { $0 + $1.endedAt }
        let received = backend.deliveries.reduce(0, +)
        let held = stages.reduce(0) { $0 + backend.backend.occupancy(of: $1.name).elementNanoseconds }
        #expect(held == Double(received - done))
        #expect(received > done)
    }

    @Test func `empty and full, in a small case`() throws {
        let test = try TestScenario.source(4).prefetch(2)
        let backend = try TimedBackend(test, duration: durations(["source": [1], "step": [10]], in: test))
        backend.finish()
        // Delivered at 1, 11, 21, 31; one is held from 2, two from 3, one at 11–12 and from 21, none from 31 to 41.
        let occupancy = backend.backend.occupancy(of: "prefetch")
        let elementNanoseconds = 1 + 2 * 8 + 1 + 2 * 9 + 10
        #expect(occupancy.elementNanoseconds == Double(elementNanoseconds))
        #expect(occupancy.fullNanoseconds == 17)
        #expect(occupancy.emptyNanoseconds == 2 + 10)
        #expect(occupancy.maximumElements == 2)
    }

    @Test func `counts from time 0`() {
        var occupancy = Occupancy(capacity: 3)
        occupancy.advance(to: 50)
        #expect(occupancy.emptyNanoseconds == 50)
        #expect(occupancy.elementNanoseconds == 0 && occupancy.fullNanoseconds == 0)
    }
}
