import PipelineRuns
import Pipelines
import Testing
import Variates

/// The executor's small costs, each by itself.
struct OverheadTests {
    private static let oneMillisecond = PiecewiseLinear(constant: 1e-3)

    /// The loop also asks in vain, once, at the end of the data.
    @Test func `next is paid each time the loop asks`() throws {
        let test = try TestScenario.source(10).train(milliseconds(5)).overhead("next", Self.oneMillisecond)
        #expect(try complete(test).nanoseconds == 10 * 6_000_000 + 1_000_000)
        #expect(try complete(test.train(milliseconds(5), steps: 4)).nanoseconds == 4 * 6_000_000)
    }

    @Test func `the loop asks on its core after a step on the CPU`() throws {
        let test = try TestScenario.source(10).map(milliseconds(6), parallelism: 1)
            .train(milliseconds(4), ["device": .word("cpu")]).overhead("busyNext", Self.oneMillisecond)
        // Two threads on one core: 4 + 1 ms of each element beside 6 ms of the map.
        #expect(try complete(test.cpu(["cores": .count(1)])).nanoseconds == 10 * 11_000_000 + 1_000_000)
        #expect(try complete(test.overhead("next", Self.oneMillisecond)).nanoseconds < 10 * 11_000_000)
    }

    @Test func `creating the iterator is paid for each epoch`() throws {
        let test = try TestScenario.source(10).train(milliseconds(5), epochs: 3)
        let report = try complete(test.overhead("iteratorCreation", Self.oneMillisecond))
        #expect(report.nanoseconds == 3 * 51_000_000)
        #expect(report.firstBatchSeconds == 1e-3)
    }

    @Test func `call is paid on the pool, by duration`() throws {
        let curve = try #require(PiecewiseLinear(points: [.init(x: 0, y: 0), .init(x: 0.01, y: 0.002)]))
        let test = try TestScenario.source(10).map(milliseconds(5)).train(milliseconds(1))
        #expect(try complete(test.overhead("call", curve)).nanoseconds == 10 * 7_000_000)
        let batched = try TestScenario.source(10).batch(2, cost: milliseconds(5)).train(milliseconds(1))
        #expect(try complete(batched.overhead("call", curve)).nanoseconds == 5 * 6_000_000)
    }

    @Test func `functions that compute may cost another call`() throws {
        for (use, expected) in [("wait", 7), ("core", 6)] as [(String, Int64)] {
            let test = try TestScenario.source(10).map(milliseconds(5), parallelism: nil, ["use": .word(use)])
                .train(milliseconds(1)).overhead("call", PiecewiseLinear(constant: 1e-3))
                .overhead("computeCall", PiecewiseLinear(constant: 0))
            #expect(try complete(test).nanoseconds == 10 * expected * 1_000_000)
        }
    }

    /// Load 2 and step 5 one after the other: `next` goes by the step before, which the first element has none of.
    @Test func `next is paid by the time since the last step began`() throws {
        let curve = try #require(PiecewiseLinear(points: [.init(x: 0, y: 0), .init(x: 0.01, y: 0.002)]))
        let test = try TestScenario.source(10, latency: milliseconds(2)).train(milliseconds(5), steps: 10)
        #expect(try complete(test.overhead("next", curve)).nanoseconds == 70_000_000 + 9_000_000)
        #expect(try complete(test.overhead("next", curve).prefetch(2)).nanoseconds == 52_000_000 + 9_000_000)
    }

    @Test func `waking up is not paid as far as next has cost more after a pause`() throws {
        let curve = try #require(PiecewiseLinear(points: [.init(x: 0, y: 0.0005), .init(x: 0.01, y: 0.0025)]))
        let test = try TestScenario.source(10, latency: milliseconds(2)).train(milliseconds(5), steps: 10)
            .overhead("next", curve)
        // After a step of 5 ms `next` costs 1.5 ms, without one 0.5 ms.
        #expect(
            try complete(test.overhead("wakeUp", PiecewiseLinear(constant: 0.0005))).nanoseconds
                == 70_000_000 + 1_000_000 + 9 * 1_500_000)
        #expect(
            try complete(test.overhead("wakeUp", PiecewiseLinear(constant: 0.002))).nanoseconds
                == 70_000_000 + 10 * 2_500_000)
    }

    /// Load 5, step 2: what `next` takes passes while the element is loaded.
    @Test func `next is hidden where the loop has to wait anyway`() throws {
        let test = try TestScenario.source(10, latency: milliseconds(5)).prefetch(2).train(milliseconds(2), steps: 10)
        #expect(try complete(test.overhead("next", Self.oneMillisecond)).nanoseconds == 53_000_000)
    }

    @Test func `a prefetch thread spends time on each element`() throws {
        let test = try TestScenario.source(10, latency: milliseconds(5)).prefetch(2).train(milliseconds(2))
        #expect(try complete(test.overhead("buffering", Self.oneMillisecond)).nanoseconds == 62_000_000)
        let turns = try TestScenario.source(10, latency: milliseconds(5)).prefetch(0).train(milliseconds(2))
        #expect(try complete(turns.overhead("buffering", Self.oneMillisecond)).nanoseconds == 70_000_000)
    }

    @Test func `timers overshoot for waits only`() throws {
        for (use, expected) in [("wait", 7), ("core", 6)] as [(String, Int64)] {
            let test = try TestScenario.source(10).map(milliseconds(5), parallelism: nil, ["use": .word(use)])
                .train(milliseconds(1)).overhead("timerOvershoot", Self.oneMillisecond)
            #expect(try complete(test).nanoseconds == 10 * expected * 1_000_000)
        }
    }

    /// Load 2, step 5: elements are ready when they are asked for, except the first.
    @Test func `handing over is paid for each element of a background thread`() throws {
        let test = try TestScenario.source(10, latency: milliseconds(2)).prefetch(2).train(milliseconds(5))
        #expect(try complete(test.overhead("handOver", Self.oneMillisecond)).nanoseconds == 2_000_000 + 10 * 6_000_000)
        let turns = try TestScenario.source(10, latency: milliseconds(2)).prefetch(0).train(milliseconds(5))
        #expect(try complete(turns.overhead("handOver", Self.oneMillisecond)).nanoseconds == 70_000_000)
    }

    @Test func `waking up is paid only by a thread that was blocked`() throws {
        let ready = try TestScenario.source(10, latency: milliseconds(2)).prefetch(2).train(milliseconds(5))
        #expect(try complete(ready.overhead("wakeUp", Self.oneMillisecond)).nanoseconds == 3_000_000 + 50_000_000)
        // Load 5, step 2, hand-over 1: the loader never waits for the consumer.
        let blocked = try TestScenario.source(10, latency: milliseconds(5)).prefetch(2).train(milliseconds(2))
        #expect(try complete(blocked.overhead("wakeUp", Self.oneMillisecond)).nanoseconds == 50_000_000 + 3_000_000)
    }
}
