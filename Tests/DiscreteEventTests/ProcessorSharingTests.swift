import DiscreteEvent
import Testing

@Suite struct ProcessorSharingTests {
    /// Jobs given beforehand: number k starts at `start` and needs `service`, both in nanoseconds.
    private struct Job {
        var start: Int64
        var service: Int64
    }

    private struct Outcome {
        /// When each job was reported as finished.
        var ends: [Int64]
        var order: [UInt32] = []
        var productiveTimers: UInt64 = 0
        var processed: UInt64 = 0
        var statistics: StationStatistics
    }

    /// Runs the jobs; target k < count starts job k, target count is the timer.
    private func run(_ jobs: [Job], on station: (_ timer: UInt32) -> ProcessorSharing) -> Outcome {
        let timer = UInt32(jobs.count)
        var station = station(timer)
        var queue = EventQueue()
        var outcome = Outcome(ends: jobs.map { _ in -1 }, statistics: station.statistics(at: 0))
        var sojourns = Sojourns()
        for (number, job) in jobs.enumerated() { queue.schedule(at: job.start, target: UInt32(number)) }
        while let event = queue.pop() {
            guard event.target == timer else {
                sojourns.start(event.target, at: queue.now)
                station.start(event.target, serviceNanoseconds: jobs[Int(event.target)].service, in: &queue)
                continue
            }
            let before = outcome.order.count
            while let job = station.finished(in: &queue) {
                sojourns.end(job, at: queue.now)
                outcome.ends[Int(job)] = queue.now
                outcome.order.append(job)
            }
            if outcome.order.count > before { outcome.productiveTimers += 1 }
            let statistics = station.statistics(at: queue.now)
            #expect(statistics.systemIntegral == sojourns.total(at: queue.now))
        }
        outcome.processed = queue.processed
        outcome.statistics = station.statistics(at: queue.now)
        return outcome
    }

    /// Fluid reference: every job's remaining service goes down at the common rate from one change to the next.
    private func referenceEnds(_ jobs: [Job], totalRate: (Int) -> Double) -> [Double] {
        var ends = jobs.map { _ in 0.0 }
        var remaining: [(number: Int, service: Double)] = []
        var waiting = jobs.indices.sorted { (jobs[$0].start, $0) < (jobs[$1].start, $1) }[...]
        var now = 0.0
        while !waiting.isEmpty || !remaining.isEmpty {
            let nextStart = waiting.first.map { Double(jobs[$0].start) } ?? .infinity
            let rate = totalRate(max(remaining.count, 1)) / Double(max(remaining.count, 1))
            let nextEnd = now + (remaining.map(\.service).min() ?? .infinity) / rate
            let instant = min(nextStart, nextEnd)
            for index in remaining.indices { remaining[index].service -= (instant - now) * rate }
            now = instant
            for job in remaining where job.service < 1e-7 { ends[job.number] = now }
            remaining.removeAll { $0.service < 1e-7 }
            if nextStart <= nextEnd, let number = waiting.popFirst() {
                remaining.append((number, Double(jobs[number].service)))
            }
        }
        return ends
    }

    private func randomJobs(seed: UInt64, count: Int = 120, within: Int = 20_000) -> [Job] {
        var draws = TestDraws(seed: seed)
        return (0..<count).map { _ in Job(start: Int64(draws.below(within)), service: Int64(1 + draws.below(900))) }
    }

    private func expectWithinANanosecond(_ ends: [Int64], _ reference: [Double]) {
        for (end, exact) in zip(ends, reference) {
            let delay = Double(end) - exact
            #expect(delay > -1e-4 && delay < 1 + 1e-4, "ends at \(end), exactly \(exact)")
        }
    }

    @Test(arguments: 0..<40)
    func `jobs on shared cores end when a fluid model says`(seed: UInt64) {
        let jobs = randomJobs(seed: seed)
        let cores = 1 + Int(seed % 5)
        let outcome = run(jobs) { ProcessorSharing(cores: cores, timer: $0) }
        expectWithinANanosecond(outcome.ends, referenceEnds(jobs) { Double(min($0, cores)) })
        #expect(outcome.processed == UInt64(jobs.count) + outcome.productiveTimers)
    }

    @Test(arguments: 0..<40)
    func `jobs on a measured curve end when a fluid model says`(seed: UInt64) {
        let rates = [1, 1.7, 2.9, 3.3, 3.1]
        let jobs = randomJobs(seed: 1000 + seed, within: 15_000)
        let outcome = run(jobs) { ProcessorSharing(rates: rates, timer: $0) }
        expectWithinANanosecond(outcome.ends, referenceEnds(jobs) { rates[min($0, rates.count) - 1] })
    }

    @Test(arguments: 0..<20)
    func `a job that never shares a core takes its service to the nanosecond`(seed: UInt64) {
        let jobs = randomJobs(seed: seed)
        let outcome = run(jobs) { ProcessorSharing(cores: jobs.count, timer: $0) }
        #expect(outcome.ends == jobs.map { $0.start + $0.service })
        #expect(outcome.statistics.busyIntegral == jobs.reduce(0) { $0 + Int128($1.service) })
        #expect(outcome.statistics.completed == jobs.count)
    }

    @Test func `all capacity is used while there are jobs`() {
        let jobs = [Job(start: 0, service: 300), Job(start: 0, service: 300), Job(start: 0, service: 900)]
        let outcome = run(jobs) { ProcessorSharing(cores: 1, timer: $0) }
        #expect(outcome.ends == [900, 900, 1500])
        #expect(outcome.order == [0, 1, 2])
        #expect(outcome.statistics.utilisation == 1)
    }

    @Test func `jobs that finish together come in order of start`() {
        let jobs = [Job(start: 0, service: 50), Job(start: 20, service: 30), Job(start: 49, service: 1)]
        #expect(run(jobs) { ProcessorSharing(cores: 3, timer: $0) }.order == [0, 1, 2])
    }

    /// Busy for 100 times 2⁴⁹ ns on end, so that virtual time is rebased many times.
    @Test func `stays exact when virtual time is counted anew`() {
        let service: Int64 = 1 << 49 + 12_345
        let jobs = (0..<200).map { Job(start: Int64($0) * service / 2, service: service - Int64($0)) }
        let outcome = run(jobs) { ProcessorSharing(cores: 3, timer: $0) }
        #expect(outcome.ends == jobs.map { $0.start + $0.service })
    }

    @Test func `work without service ends at once`() {
        let jobs = [Job(start: 5, service: 0), Job(start: 5, service: 0), Job(start: 6, service: 2)]
        let outcome = run(jobs) { ProcessorSharing(cores: 1, timer: $0) }
        #expect(outcome.ends == [5, 5, 8])
        #expect(outcome.order == [0, 1, 2])
    }

    /// One job alone for 40 ns, two that share 1.5 for 60 ns, and one alone again.
    @Test func `service that was attained counts as far as it has come`() {
        var queue = EventQueue()
        var station = ProcessorSharing(rates: [1, 1.5], timer: 9)
        station.start(0, serviceNanoseconds: 200, in: &queue)
        queue.schedule(at: 40, target: 1)
        queue.schedule(at: 100, target: 2)
        _ = queue.pop()
        #expect(station.attainedNanoseconds(at: 40) == 40)
        station.start(1, serviceNanoseconds: 45, in: &queue)
        #expect(station.attainedNanoseconds(at: 60) == 70)
        while let event = queue.pop() {
            if event.target == 9 { while station.finished(in: &queue) != nil {} }
            if event.target == 2 { #expect(station.attainedNanoseconds(at: 100) == 130) }
        }
        #expect(queue.now == 215)
        #expect(station.attainedNanoseconds(at: 215) == 245)
        #expect(station.attainedNanoseconds(at: 300) == 245)
    }

    @Test(arguments: 0..<20)
    func `all service is attained in the end, and never faster than the highest rate`(seed: UInt64) {
        let rates = [1, 1.7, 2.9, 3.3, 3.1]
        let jobs = randomJobs(seed: seed)
        var queue = EventQueue()
        var station = ProcessorSharing(rates: rates, timer: UInt32(jobs.count))
        for (number, job) in jobs.enumerated() { queue.schedule(at: job.start, target: UInt32(number)) }
        var last = (time: Int64(0), attained: 0.0)
        while let event = queue.pop() {
            if event.target < jobs.count {
                station.start(event.target, serviceNanoseconds: jobs[Int(event.target)].service, in: &queue)
            }
            let attained = station.attainedNanoseconds(at: queue.now)
            #expect(attained >= last.attained && attained - last.attained <= 3.3 * Double(queue.now - last.time) + 1e-6)
            last = (queue.now, attained)
            if event.target == jobs.count { while station.finished(in: &queue) != nil {} }
        }
        let asked = jobs.reduce(0) { $0 + $1.service }
        #expect((last.attained - Double(asked)).magnitude < 1e-3)
    }

    @Test func `refuses a service out of range`() {
        var queue = EventQueue()
        var station = ProcessorSharing(cores: 1, timer: 1)
        station.start(3, serviceNanoseconds: .max, in: &queue)
        let refusal = queue.refusal
        #expect(refusal?.target == 3 && refusal?.delay == SimulationTime.outOfRange)
        #expect(station.count == 0)
    }
}

/// Rates that change while jobs are served.
extension ProcessorSharingTests {
    /// 10 ms of service: 4 ms at rate 1, then half as fast.
    @Test func `a job goes on at the new rate`() {
        var queue = EventQueue()
        var station = ProcessorSharing(rates: [1], timer: 1)
        queue.schedule(at: 4_000_000, target: 2)
        station.start(0, serviceNanoseconds: 10_000_000, in: &queue)
        var ends: [Int64] = []
        while let event = queue.pop() {
            if event.target == 2 { station.setRates([0.5], in: &queue) }
            while event.target == 1, station.finished(in: &queue) != nil { ends.append(queue.now) }
        }
        #expect(ends == [16_000_000])
        #expect((station.attainedNanoseconds(at: 16_000_000) - 10e6).magnitude < 1)
        #expect((station.attainableNanoseconds(at: 16_000_000) - 10e6).magnitude < 1)
        #expect((station.attainedShareNanoseconds(at: 20_000_000) - 16e6).magnitude < 1)
    }

    /// Three jobs, twice as fast from 3 ms on; an idle time in between counts as none attained.
    @Test func `what was attained and attainable adds up over rates`() {
        var queue = EventQueue()
        var station = ProcessorSharing(rates: [1, 2], timer: 9)
        for (at, target) in [(0, 0), (0, 1), (3_000_000, 8), (10_000_000, 2)] as [(Int64, UInt32)] {
            queue.schedule(at: at, target: target)
        }
        var ends: [UInt32: Int64] = [:]
        while let event = queue.pop() {
            switch event.target {
            case 8: station.setRates([2, 4], in: &queue)
            case 9: while let job = station.finished(in: &queue) { ends[job] = queue.now }
            default: station.start(event.target, serviceNanoseconds: 4_000_000, in: &queue)
            }
        }
        // Two at rate 1 each for 3 ms, then the last millisecond of each at rate 2.
        #expect(ends == [0: 3_500_000, 1: 3_500_000, 2: 12_000_000])
        #expect((station.attainedNanoseconds(at: 12_000_000) - 12e6).magnitude < 1)
        #expect((station.attainableNanoseconds(at: 12_000_000) - (6e6 + 36e6)).magnitude < 1)
    }
}
