import Pipelines
import Testing

struct ShuffleAndRepeatTests {
    private static func fused(_ elements: Int, buffer: Int, passes: Int) throws -> TestScenario {
        try TestScenario.source(elements).shuffle(buffer).repeat(passes).rewritten(.off)
    }

    @Test(arguments: [1, 3, 12, 30, 200], [2, 3, 7])
    func `every pass is delivered whole before the next`(_ buffer: Int, _ passes: Int) throws {
        let test = try Self.fused(12, buffer: buffer, passes: passes).train(epochs: 2)
        let backend = try StepwiseBackend(test, seed: 7)
        backend.settle { _ in true }
        try #require(backend.isFinished)
        for epoch in backend.received {
            let samples = epoch.map(\.sample)
            try #require(samples.count == 12 * passes)
            for pass in 0..<passes { #expect(samples[(12 * pass)..<(12 * (pass + 1))].sorted() == Array(0..<12)) }
        }
    }

    /// Unfused the buffer would fill for 20 ns at the beginning of each pass, and three picks at its end would be free.
    @Test func `only the first pass waits for the buffer, and only the last has a tail that takes no time`() throws {
        let test = try Self.fused(10, buffer: 4, passes: 3)
        let backend = try TimedBackend(test, duration: durations(["source": [5]], in: test))
        backend.finish()
        #expect(backend.deliveries == (0..<27).map { 20 + 5 * $0 } + [150, 150, 150])
    }

    @Test func `pulls one for each it delivers, also across the boundary`() throws {
        let backend = try StepwiseBackend(Self.fused(30, buffer: 10, passes: 5))
        for taken in 1...100 {
            backend.take(taken)
            #expect(backend.begun[0] == 9 + taken)
        }
    }

    @Test func `the buffer holds three passes and one element at most`() throws {
        let backend = try StepwiseBackend(Self.fused(5, buffer: 1000, passes: 10))
        backend.settle { _ in true }
        #expect(backend.received[0].count == 50)
        #expect(backend.occupancy(of: "shuffle").maximumElements == 16)
    }

    @Test func `goes on for ever`() throws {
        let test = try TestScenario.source(4).shuffle(6).repeatForever().train(steps: 50).rewritten(.off)
        let backend = try StepwiseBackend(test)
        while !backend.isFinished, backend.completeFirst(where: { _ in true }) {}
        #expect(backend.received[0].count == 50)
    }

    @Test func `a first pass that delivers nothing is the last only when there is no limit`() throws {
        // Its length is hidden, because a pipeline that is known to deliver nothing is refused.
        let nothing = try TestScenario.source(2).stage(Opaque()).batch(3, drop: true).shuffle(6)
        let endless = try StepwiseBackend(nothing.repeatForever().train(steps: 5).rewritten(.off))
        endless.settle { _ in true }
        #expect(endless.isFinished && endless.received[0].isEmpty && endless.begun[0] == 2)
        let limited = try StepwiseBackend(nothing.repeat(4).rewritten(.off))
        limited.settle { _ in true }
        #expect(limited.isFinished && limited.received[0].isEmpty && limited.begun[0] == 8)
    }

    @Test func `a later pass that delivers nothing does not end it`() throws {
        let test = try TestScenario.source(1).filter(0.5).shuffle(3).repeatForever().train(steps: 20).rewritten(.off)
        let backend = try StepwiseBackend(test)
        while !backend.isFinished, backend.completeFirst(where: { _ in true }) {}
        #expect(backend.received[0].count == 20 && backend.begun[0] > 25)
    }

    @Test func `each pass and each epoch has an order of its own, whatever the durations`() throws {
        func orders(_ tables: [String: [Int64]], seed: UInt64) throws -> [[Int64]] {
            let test = try Self.fused(40, buffer: 8, passes: 2).train(epochs: 2)
            let backend = try TimedBackend(test, seed: seed, duration: durations(tables, in: test))
            backend.finish()
            return backend.backend.received.flatMap { epoch in
                [epoch.prefix(40).map(\.sample), epoch.suffix(40).map(\.sample)]
            }
        }
        let fast = try orders(["source": [1], "step": [10]], seed: 1)
        #expect(Set(fast).count == 4)
        #expect(try orders(["source": [9, 2], "step": [3, 50]], seed: 1) == fast)
        #expect(try orders(["source": [1], "step": [10]], seed: 2) != fast)
    }

    /// The first pick of the second pass, from a buffer of ten: 99.9 % quantile with 9 degrees of freedom 27.88.
    @Test func `picks uniformly`() throws {
        let test = try TestScenario.source(10).shuffle(10).repeat(2).train(epochs: 3000, steps: 11).rewritten(.off)
        let backend = try StepwiseBackend(test, seed: 5)
        backend.settle { _ in true }
        var counts = Array(repeating: 0, count: 10)
        for epoch in backend.received { counts[Int(epoch[10].sample)] += 1 }
        let statistic = counts.reduce(0.0) { $0 + Double(($1 - 300) * ($1 - 300)) / 300 }
        #expect(statistic < 27.88)
    }
}
