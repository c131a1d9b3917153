import PipelineRuns
import Pipelines
import Testing
import Variates

/// The interleave in virtual time, on the disk and the pool.
struct InterleaveSimulationTests {
    typealias Values = [String: ParameterValue]

    private func scenario(
        files: Int, of samplesPerFile: Int, latency: Distribution = .constant(0), bytes: Double = 0, _ values: Values
    ) throws -> TestScenario {
        try TestScenario().stage(
            Source.self,
            [
                "files": .count(files), "samplesPerFile": .count(samplesPerFile),
                "size": .distribution(.constant(bytes)),
            ]
        ).stage(Interleave.self, values).disk(["latency": .distribution(latency)])
    }

    /// An interleave of random shape and times, a pure function of its seed.
    private func random(_ seed: UInt64) throws -> (TestScenario, latencies: [Int64], costs: [Int64], steps: [Int64]) {
        var generator = SeededGenerator(seed: seed)
        func table(_ longest: Int64) -> [Int64] {
            (0..<Int.random(in: 1...37, using: &generator)).map { _ in .random(in: 0...longest, using: &generator) }
        }
        let (latencies, costs, steps) = (table(900), table(900), table(300))
        var values: Values = [
            "cycle": .count(.random(in: 1...4, using: &generator)),
            "block": .count(.random(in: 1...3, using: &generator)), "use": .word("wait"),
            "order": .word(Bool.random(using: &generator) ? "ordered" : "unordered"),
            "cost": .distribution(try nanoseconds(costs)),
        ]
        let parallelism = Int.random(in: 0...5, using: &generator)
        if parallelism > 0 { values["parallelism"] = .count(parallelism) }
        let test = try scenario(
            files: .random(in: 1...9, using: &generator), of: .random(in: 1...8, using: &generator),
            latency: nanoseconds(latencies), values
        ).train(nanoseconds(steps), epochs: 2)
        return (test, latencies, costs, steps)
    }

    /// Latencies and functions come from streams of their own, each in the order in which they begin.
    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `agrees with a minimal event loop to the nanosecond`(_ seed: UInt64) throws {
        let (test, latencies, costs, steps) = try random(seed)
        var (opened, called, trained) = (0, 0, 0)
        let reference = try TimedBackend(test) { work, _ in
            func next(_ table: [Int64], _ count: inout Int) -> Int64 {
                count += 1
                return table[(count - 1) % table.count]
            }
            switch work.place {
            case .disk: return next(latencies, &opened)
            case .workerWait: return next(costs, &called)
            case .accelerator: return next(steps, &trained)
            default: return 0
            }
        }
        reference.finish()
        let report = try complete(test)
        #expect(report.nanoseconds == reference.stepEnds.last)
        #expect(report.steps == Int64(reference.stepEnds.count))
        #expect(report.samples == report.steps)
    }

    @Test func `sequential, pays latency by file and transfer by sample`() throws {
        let test = try scenario(
            files: 3, of: 4, latency: milliseconds(10), bytes: 1000,
            ["cycle": .count(2), "cost": .distribution(milliseconds(5))]
        ).disk(["bandwidth": .quantity(1e6)])
        // Three openings, twelve transfers of 1 ms and as many functions of 5 ms, one after the other.
        #expect(try complete(test).nanoseconds == 102_000_000)
    }

    @Test func `a function's time may belong to the sample`() throws {
        let table = try RecordedTable(values: [0.001, 0.002, 0.003, 0.004, 0.005, 0.006], replay: .bySample)
        let test = try scenario(
            files: 2, of: 3, ["cycle": .count(2), "cost": .distribution(.recorded(table)), "use": .word("wait")])
        let ends = try TimedBackend(test) { work, _ in
            work.place == .workerWait ? (work.element.sample + 1) * 1_000_000 : 0
        }
        ends.finish()
        #expect(ends.deliveries == [1, 5, 7, 12, 15, 21].map { $0 * 1_000_000 })
        #expect(try complete(test).nanoseconds == 21_000_000)
    }

    @Test func `latencies and functions are drawn independently`() throws {
        func length(latency: Distribution, cost: Distribution) throws -> Int64 {
            try complete(
                scenario(
                    files: 20, of: 1, latency: latency,
                    ["cycle": .count(1), "cost": .distribution(cost), "use": .word("wait")])
            ).nanoseconds
        }
        let random = Distribution.exponential(mean: 0.01)
        #expect(
            try length(latency: random, cost: .constant(0)) != length(latency: .constant(0), cost: random))
    }

    @Test func `reads of several files share the disk's queue`() throws {
        let values: Values = ["cycle": .count(4), "parallelism": .count(4)]
        let test = try scenario(files: 12, of: 1, latency: milliseconds(10), values)
        #expect(try complete(test).nanoseconds == 10_000_000)
        #expect(try complete(test.disk(["queueDepth": .count(3)])).nanoseconds == 40_000_000)
    }
}
