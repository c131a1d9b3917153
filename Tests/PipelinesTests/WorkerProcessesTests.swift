import Testing
import Variates

@testable import Pipelines

/// What the worker processes of a `dataLoader` cost, and when; all times in ns.
struct WorkerProcessesTests {
    typealias Values = TestScenario.Values

    private static func time(_ nanoseconds: Double) -> ParameterValue { .quantity(nanoseconds / 1e9) }
    private static func table(_ nanoseconds: Double...) -> ParameterValue { .table(nanoseconds.map { $0 / 1e9 }) }
    private static func curve(_ points: (Double, Double)...) throws -> ParameterValue {
        let points = points.map { PiecewiseLinear.Point(x: $0.0 / 1e9, y: $0.1 / 1e9) }
        return .curve(try #require(PiecewiseLinear(points: points)))
    }

    @Test(arguments: [(0, 0.0), (1, 3.0), (2, 5.0), (4, 10.0), (6, 15.0)])
    func `tables go on in proportion`(_ workers: Int, _ expected: Double) {
        #expect(WorkerProcesses.seconds([3, 5], workers: workers) == expected)
        #expect(WorkerProcesses.seconds([], workers: workers) == 0)
    }

    /// Created in 1 s, of which the first one boots for half.
    @Test func `the first worker begins when all are created and it has booted`() throws {
        let costs = try WorkerProcesses(creation: [0.5, 1], boot: 0.75, bootCompute: 0.25)
        let platform = Platform(processes: costs)
        let beside = try DataLoader(workers: 2).processStart(on: platform)
        #expect(beside == ProcessStart(seconds: 1.5, secondsSavedByOneFewer: 0, isRepeated: true))
        let inTurns = try DataLoader(workers: 2, workersLive: .run, pickledBytes: 100_000).processStart(on: platform)
        #expect(inTurns == ProcessStart(seconds: 3, secondsSavedByOneFewer: 1.5, isRepeated: false))
        let only = try DataLoader(workers: 1).processStart(on: platform)
        #expect(only == ProcessStart(seconds: 1.5, secondsSavedByOneFewer: 1.5, isRepeated: true))
        #expect(try DataLoader(workers: 0).processStart(on: platform) == nil)
    }

    /// Eight workers of each accelerator compute for 1 s; those that are created in turns do so one after the other.
    @Test(
        arguments: [
            (16, 1, 0, 1, 0), (8, 1, 0, 1, 0), (2, 1, 0, 4, 0.5), (2, 2, 0, 8, 1), (2, 1, 100_000, 8, 1),
            (2, 4, 100_000, 16, 2),
        ] as [(Int, Int, Int64, Double, Double)])
    func `workers that start share the cores`(
        _ cores: Int, _ accelerators: Int, _ pickledBytes: Int64, _ seconds: Double, _ saved: Double
    ) throws {
        let costs = try WorkerProcesses(bootCompute: 1)
        let platform = Platform(cpu: try CPU(cores: cores), gpu: try GPU(count: accelerators), processes: costs)
        let start = try DataLoader(workers: 8, pickledBytes: pickledBytes).processStart(on: platform)
        #expect(start == ProcessStart(seconds: seconds, secondsSavedByOneFewer: saved, isRepeated: true))
    }

    @Test func `workers that persist are of use where new ones cost more than to resume them`() throws {
        let loader = try DataLoader(workers: 2, pickledBytes: 1000)
        let costs = [
            WorkerProcesses(), try WorkerProcesses(dispatch: 1, gap: 1, delivery: 1, reading: 1, stashed: 1),
            try WorkerProcesses(creation: [0.1], resumption: [0.2]),
        ]
        for costs in costs { #expect(loader.lastingSetting(on: Platform(processes: costs)) == nil, "\(costs)") }
        let dear = [
            try WorkerProcesses(creation: [0.1], resumption: [0.05]), try WorkerProcesses(boot: 1),
            try WorkerProcesses(bootCompute: 1), try WorkerProcesses(firstBatch: 1),
            try WorkerProcesses(shutdown: [0.1]), try WorkerProcesses(picklePerByte: 1e-6),
            try WorkerProcesses(unpicklePerByte: 1e-6),
        ]
        for costs in dear {
            #expect(loader.lastingSetting(on: Platform(processes: costs)) == "workersLive: run", "\(costs)")
        }
        let platform = Platform(processes: dear[0])
        #expect(try DataLoader(workers: 2, workersLive: .run).lastingSetting(on: platform) == nil)
        #expect(try DataLoader(workers: 0).lastingSetting(on: platform) == nil)
    }

    private static let epochCosts: Values = [
        "creation": table(500, 1000), "boot": time(30), "bootCompute": time(7), "firstBatch": time(11),
        "shutdown": table(200, 300), "resumption": table(40, 60),
    ]

    /// Two workers, one batch each: created (1000), booted (37, of the first one 30 while the second is created), made
    /// (10), sent for the first time (11), ended (300).
    @Test func `processes are created and ended in each epoch`() throws {
        let run = try LoaderRun([10, 10], workers: 2, processes: Self.epochCosts, epochs: 2)
        #expect(run.deliveries == [1028, 1058, 1358 + 1028, 1358 + 1058])
        #expect(run.end == 2 * 1358)
    }

    /// The second epoch resumes (60) workers that have booted, and ends none.
    @Test func `processes that persist are resumed`() throws {
        let run = try LoaderRun(
            [10, 10], workers: 2, ["workersLive": .word("run")], processes: Self.epochCosts, epochs: 2)
        #expect(run.deliveries == [1028, 1058, 1058 + 70, 1058 + 70])
        #expect(run.end == 1128)
    }

    /// The thread that pins waits for the lock of a worker that pauses, and would have gone on, when the epoch ends at 195.
    @Test func `a lock that is waited for at an epoch's end is free in the next`() throws {
        let run = try LoaderRun(
            Array(repeating: 10, count: 20), workers: 1,
            ["prefetchFactor": .count(4), "workersLive": .word("epoch"), "hostMemory": .word("pinned")],
            processes: ["interpreterLock": Self.time(500), "gap": try Self.curve((0, 20), (100, 20))],
            step: 5, epochs: 2, steps: 6)
        #expect(run.isFinished && run.delivered == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
        #expect(run.deliveries == [40, 70, 100, 130, 160, 190, 250, 280, 310, 340, 370, 400])
    }

    @Test func `workers begin a batch when its indices have come, and some time after the last one`() throws {
        let costs: Values = ["dispatch": Self.time(5), "gap": try Self.curve((0, 0), (100, 50))]
        let run = try LoaderRun([10, 10, 10, 10], workers: 1, ["prefetchFactor": .count(1)], processes: costs)
        // Delivered at 10, asked for at once, there at 15, which is when the pause of half the batch's time is over.
        #expect(run.made.map(\.begunAt) == [0, 15, 30, 45])
        let slow = try LoaderRun(
            [10, 10, 10, 10], workers: 1, ["prefetchFactor": .count(1)],
            processes: costs.merging(["dispatch": Self.time(8)]) { $1 })
        #expect(slow.made.map(\.begunAt) == [0, 18, 36, 54])
    }

    @Test func `a loop that waits has a batch later, by the time that it waited`() throws {
        let run = try LoaderRun([10, 20], workers: 1, processes: ["delivery": try Self.curve((0, 0), (100, 50))])
        // It waits 10 ns, then from 15 to 30.
        #expect(run.deliveries == [15, 37])
    }

    @Test func `a batch that is ready is received, by the time since the last one`() throws {
        let costs: Values = ["reading": try Self.curve((0, 0), (100, 50)), "stashed": try Self.curve((0, 3))]
        let run = try LoaderRun([10, 1, 1], workers: 1, processes: costs, step: 40)
        #expect(run.deliveries == [10, 70, 130])
    }

    /// Batch 1 was sent at 66, 5 ns before the loop asks: of its way of 30 ns, 25 are left.
    @Test func `a batch that has only just been sent is still under way`() throws {
        let costs: Values = ["reading": try Self.curve((0, 1)), "delivery": try Self.curve((0, 30))]
        let run = try LoaderRun([1, 65], workers: 1, processes: costs, step: 40)
        #expect(run.deliveries == [31, 96])
    }

    /// Batch 1 comes at 10 and is received until 25.
    ///
    /// Batch 2 follows at the stash's price; it was sent at 20, so that it comes at 35. Batch 0 is sent at 50.
    @Test func `one batch after another is received at less cost`() throws {
        let costs: Values = [
            "reading": try Self.curve((0, 30)), "stashed": try Self.curve((0, 3)), "delivery": try Self.curve((0, 15)),
        ]
        let run = try LoaderRun([50, 10, 20], workers: 3, processes: costs)
        #expect(run.deliveries == [65, 68, 71])
    }

    /// While the loop waits for batch 0 it receives batch 1, which it takes at the stash's price when its turn comes.
    @Test func `a batch that came before its turn is taken from the stash`() throws {
        let costs: Values = ["reading": try Self.curve((0, 30)), "stashed": try Self.curve((0, 3))]
        let run = try LoaderRun([50, 10], workers: 2, processes: costs, step: 40)
        #expect(run.deliveries == [50, 93])
    }

    @Test func `bytes cost time where they are sent and received`() throws {
        let costs: Values = ["sendPerByte": .quantity(2e-9), "receivePerByte": .quantity(1e-9)]
        let run = try LoaderRun([10, 10], workers: 1, processes: costs)
        // A batch of 10 B: made (10), sent (20), received (10); the second is made meanwhile.
        #expect(run.deliveries == [40, 70])
    }

    /// The pinning thread is one more station behind the workers: batches of two workers pass it one by one.
    @Test func `pinned batches pass a thread one by one`() throws {
        let run = try LoaderRun(
            [10, 10, 10], workers: 3, ["hostMemory": .word("pinned")], processes: ["pinPerByte": .quantity(1e-8)])
        #expect(run.deliveries == [110, 210, 310])
        #expect(
            try LoaderRun([10, 10, 10], workers: 3, processes: ["pinPerByte": .quantity(1e-8)]).deliveries == [
                10, 10, 10,
            ])
    }

    @Test func `without workers the loop itself copies into pinned memory`() throws {
        let costs: Values = ["pinPerByte": .quantity(1e-8)]
        let pinned = try LoaderRun([10, 10, 10], workers: 0, ["hostMemory": .word("pinned")], processes: costs)
        #expect(pinned.deliveries == [110, 220, 330])
        #expect(try LoaderRun([10, 10, 10], workers: 0, processes: costs).deliveries == [10, 20, 30])
    }

    /// A worker is asked for three batches of 10, and for a fourth when the first is taken, two before the epoch's end.
    ///
    /// A worker that persists makes all of them before it takes part in the next epoch, and the thread that pins (10)
    /// copies them; one that ends makes the batch in its hands.
    @Test(
        arguments: [
            ("run", "pageable", [10, 50], [0, 1, 2, 3, 0]), ("run", "pinned", [20, 70], [0, 1, 2, 3, 0, 1]),
            ("epoch", "pageable", [10, 30], [0, 1, 0]), ("epoch", "pinned", [20, 50], [0, 1, 2, 0, 1]),
        ] as [(String, String, [Int64], [Int64])])
    func `a worker ends what it was asked for in an epoch that was left early`(
        _ lives: String, _ memory: String, _ deliveries: [Int64], _ made: [Int64]
    ) throws {
        let run = try LoaderRun(
            Array(repeating: 10, count: 20), workers: 1,
            ["prefetchFactor": .count(3), "workersLive": .word(lives), "hostMemory": .word(memory)],
            processes: ["pinPerByte": .quantity(1e-9)], step: 2, epochs: 2, steps: 1)
        #expect(run.isFinished && run.deliveries == deliveries)
        #expect(run.made.map(\.sample) == made)
        let begun = run.made.map(\.begunAt)
        #expect(zip(begun, begun.dropFirst()).allSatisfy { $1 >= $0 + 10 }, "one batch at a time")
    }

    /// An epoch that was left early at 1018: its workers end when the next one begins, and the second has booted at 1037.
    @Test func `processes of an epoch that was left early still have to end`() throws {
        let scenario = try TestScenario.source(20).dataLoader(workers: 2).processes(Self.epochCosts)
            .train(epochs: 2, steps: 1)
        let timed = try TimedBackend(scenario) { work, _ in
            work.place.rawValue >= Work.Place.processWait.rawValue ? work.token : 0
        }
        timed.finish()
        #expect(timed.deliveries == [1018, 1037 + 300 + 1018])
    }

    private static let spawned: Values = [
        "creation": table(50, 100), "boot": time(30), "bootCompute": time(7), "picklePerByte": .quantity(1e-12),
        "unpicklePerByte": .quantity(2e-12),
    ]

    /// Both are there after 102: each is created in 50 and sent 1,000 bytes in 1.
    ///
    /// They boot (30 and 7), read them (2) and make a sample (10); the first has waited its 30 by then.
    @Test func `what the pipes hold does not keep the loop from the next worker`() throws {
        let run = try LoaderRun(
            [10, 10], workers: 2, ["pickledBytes": .quantity(1000)], processes: Self.spawned)
        #expect(run.deliveries == [121, 151])
    }

    /// 100,000 bytes: each is created in 50 and sent them in 100, boots in 37 and reads them in 200; only then comes
    /// the next.
    @Test func `workers that are sent more are created one after the other`() throws {
        let run = try LoaderRun(
            [10, 10], workers: 2, ["pickledBytes": .quantity(100_000)], processes: Self.spawned)
        let each: Int64 = 50 + 100 + 37 + 200
        #expect(run.made.map(\.begunAt) == [2 * each, 2 * each])
        #expect(run.deliveries == [2 * each + 10, 2 * each + 10])
    }
}
