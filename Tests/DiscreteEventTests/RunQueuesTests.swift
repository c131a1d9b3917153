import DiscreteEvent
import Testing

/// Two cores with a queue each, by hand; times are in milliseconds.
@Suite struct RunQueuesTests {
    /// A job that starts at a time, or when another one ends.
    private struct Job {
        var start: Start
        var service: Int64
        /// One of its own where it is nil.
        var thread: UInt64?

        enum Start {
            case at(Int64)
            case after(Int)
        }

        init(_ service: Int64, at start: Int64 = 0, thread: UInt64? = nil) {
            self.start = .at(start)
            self.service = service
            self.thread = thread
        }

        init(_ service: Int64, after job: Int, thread: UInt64?) {
            start = .after(job)
            self.service = service
            self.thread = thread
        }
    }

    /// What was measured until the last job ended.
    private struct Outcome {
        var ends: [Double]
        var processed: UInt64
        var statistics: StationStatistics
    }

    private static let millisecond: Int64 = 1_000_000

    /// Runs the jobs; target k < count starts job k, the targets from count on are the station's.
    private func run(_ jobs: [Job], cores: Int = 2) -> Outcome {
        var station = RunQueues(cores: cores, firstTimer: UInt32(jobs.count))
        var queue = EventQueue()
        var outcome = Outcome(ends: jobs.map { _ in -1.0 }, processed: 0, statistics: station.statistics(at: 0))
        var sojourns = Sojourns()
        func start(_ number: Int, _ station: inout RunQueues, _ queue: inout EventQueue) {
            sojourns.start(UInt32(number), at: queue.now)
            station.start(
                UInt32(number), serviceNanoseconds: jobs[number].service * Self.millisecond,
                thread: jobs[number].thread ?? UInt64(number), in: &queue)
        }
        for (number, job) in jobs.enumerated() {
            if case .at(let time) = job.start { queue.schedule(at: time * Self.millisecond, target: UInt32(number)) }
        }
        while let event = queue.pop() {
            if event.target < jobs.count {
                start(Int(event.target), &station, &queue)
                continue
            }
            var ended: [Int] = []
            while let job = station.finished(event.target, in: &queue) {
                sojourns.end(job, at: queue.now)
                ended.append(Int(job))
            }
            for job in ended {
                outcome.ends[job] = Double(queue.now) / 1e6
                for (number, other) in jobs.enumerated() {
                    if case .after(job) = other.start { start(number, &station, &queue) }
                }
            }
            let statistics = station.statistics(at: queue.now)
            #expect(statistics.systemIntegral == sojourns.total(at: queue.now))
            #expect(statistics.busyIntegral == station.busyNanoseconds(at: queue.now))
            if !ended.isEmpty { outcome.statistics = statistics }
        }
        outcome.processed = queue.processed
        return outcome
    }

    @Test func `jobs that have a core each run alone`() {
        #expect(run([Job(3), Job(5)]).ends == [3, 5])
    }

    /// The first and the third share a core, and half of each is left at 3 ms, when the other core is free.
    ///
    /// It takes one at 4 ms, when 1 ms is left of each.
    @Test func `an idle core takes a waiting job only at the next tick`() {
        #expect(run([Job(3), Job(3), Job(3)]).ends == [5, 3, 5])
    }

    @Test func `a queue that is gone by the tick is left alone`() {
        #expect(run([Job(1), Job(1), Job(1)]).ends == [2, 1, 2])
    }

    @Test func `the job with most left to do is taken`() {
        #expect(run([Job(3), Job(1), Job(7)]).ends == [5, 1, 9])
        #expect(run([Job(7), Job(1), Job(3)]).ends == [9, 1, 5])
    }

    /// The first and the third share a core, the second leaves the other at once; at 2 ms the first ends.
    @Test(arguments: [(0, [2, 0, 7, 8]), (nil, [2, 0, 6, 7])] as [(UInt64?, [Double])])
    func `a thread that goes on stays, one that wakes up takes the idle core`(_ thread: UInt64?, _ ends: [Double]) {
        #expect(run([Job(1), Job(0), Job(5), Job(5, after: 0, thread: thread)]).ends == ends)
    }

    @Test func `a thread goes on once, at the instant at which it stopped`() {
        // Both begin when the first ends: one stays beside the third, the other wakes up on the idle core.
        let jobs = [Job(1), Job(0), Job(9), Job(1, after: 0, thread: 0), Job(1, after: 0, thread: 0)]
        #expect(run(jobs).ends == [2, 0, 11, 4, 3])
        #expect(run([Job(1), Job(0), Job(5), Job(1, at: 3, thread: 0)]).ends == [2, 0, 6, 4])
    }

    @Test func `a thread wakes up where it was, if no core has fewer jobs`() {
        #expect(run([Job(6), Job(1), Job(1, at: 2, thread: 0)]).ends == [6, 1, 3])
        #expect(run([Job(6), Job(6), Job(2, at: 1, thread: 1)]).ends == [6, 8, 5])
    }

    /// The second job is woken by the thread of the first, which goes on with the third.
    @Test func `who wakes up leaves its core to who is about to go on`() {
        let jobs = [Job(2), Job(3, after: 0, thread: 9), Job(3, after: 0, thread: 0)]
        #expect(run(jobs).ends == [2, 5, 5])
    }

    /// The second job runs; the first wakes the third and stops.
    @Test func `who wakes up takes the core of who stops`() {
        #expect(run([Job(2), Job(9), Job(3, after: 0, thread: 9)]).ends == [2, 9, 5])
        #expect(run([Job(9), Job(2), Job(3, after: 1, thread: 9)]).ends == [9, 2, 5])
    }

    @Test func `at a tick each idle core takes one, from the longest queue`() {
        // Three on the first core, two on each of the others, which are idle from 2 ms on. At 4 ms 7 ⅔ are left of each.
        let jobs = [Job(9), Job(1), Job(1), Job(9), Job(1), Job(1), Job(9)]
        let outcome = run(jobs, cores: 3)
        for (end, expected) in zip(outcome.ends, [11.666_667, 2, 2, 11.666_667, 2, 2, 11.666_667]) {
            #expect(abs(end - expected) < 2e-6)
        }
        #expect(abs(outcome.statistics.busyIntegral - 31_000_000) <= 3)
    }

    /// Forty jobs on each core; those of the second are over at 40 ms, and 1.1 ms are done of each on the first at the next tick.
    @Test func `the longest of many jobs is taken`() {
        let jobs = (0..<80).map { Job($0 == 0 ? 200 : $0.isMultiple(of: 2) ? 100 : 1) }
        let outcome = run(jobs)
        #expect(abs(outcome.ends[0] - 242.9) < 1e-3)
        #expect(outcome.statistics.completed == 80)
    }

    /// Each thread does one job after the other, and there are as many cores.
    @Test(arguments: 0..<20)
    func `threads that have a core each share with nobody`(_ seed: Int) {
        var generator = TestDraws(name: "alone", replication: seed)
        var (jobs, expected): ([Job], [Double]) = ([], [])
        for thread in 0..<3 {
            jobs.append(Job(Int64(generator.below(9)) + 1, at: Int64(generator.below(9)), thread: UInt64(thread)))
            if case .at(let time) = jobs[thread].start { expected.append(Double(time + jobs[thread].service)) }
        }
        for number in 3..<60 {
            let job = Job(Int64(generator.below(9)) + 1, after: number - 3, thread: UInt64(number % 3))
            jobs.append(job)
            expected.append(expected[number - 3] + Double(job.service))
        }
        #expect(run(jobs, cores: 3).ends == expected)
    }

    @Test func `cores and jobs are counted as if nobody had moved`() {
        let outcome = run([Job(3), Job(3), Job(3)])
        #expect(outcome.statistics.arrived == 3)
        #expect(outcome.statistics.completed == 3)
        #expect(outcome.statistics.busyIntegral == 9_000_000)
        #expect(outcome.statistics.serverIntegral == 10_000_000)
        #expect(outcome.statistics.systemIntegral == 13_000_000)
        // Three starts and three ends: the tick and the timers that came too early do not count.
        #expect(outcome.processed == 6)
    }

    /// Whatever starts when: a core with jobs loses no time, and every job gets what it asked for.
    @Test(arguments: 0..<50)
    func `cores at work do as much as was asked for`(_ seed: Int) {
        var generator = TestDraws(name: "run queues", replication: seed)
        let jobs = (0..<40).map { number in
            let service = Int64(generator.below(20)) + 1
            // Half of them follow others, in the same thread or in one of a few.
            if number < 20 { return Job(service, at: Int64(generator.below(120)), thread: UInt64(generator.below(30))) }
            let before = generator.below(number)
            return Job(service, after: before, thread: UInt64(generator.below(2) == 0 ? before : generator.below(30)))
        }
        let cores = generator.below(4) + 1
        let outcome = run(jobs, cores: cores)
        let asked = jobs.reduce(0) { $0 + $1.service } * Self.millisecond
        #expect(outcome.ends.allSatisfy { $0 >= 0 })
        #expect(abs(Int64(outcome.statistics.busyIntegral) - asked) <= Int64(2 * jobs.count))
        #expect(outcome.statistics.completed == jobs.count)
    }
}
