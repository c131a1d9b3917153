import DequeModule

/// A station whose jobs all run at once and share its capacity equally: cores under an operating system, a disk's
/// bandwidth.
///
/// A job is done when the service it has attained equals the service it asked for. All jobs attain service at the
/// same rate, so one *virtual time* (the service attained by a job present from the beginning of the busy period)
/// decides for all: a job that starts at virtual time v and needs s ends at v + s, and the next to end is the smallest
/// key of a heap (Kleinrock 1976, *Queueing Systems* II, §4.4, for the discipline).
///
/// Virtual time and real time are kept in units of 2⁻²⁰ ns, and a job departs at that resolution; it is *reported* at
/// the next whole nanosecond. Errors stay below 2⁻²¹ ns per start or departure and are not biased to one side. While
/// no job shares a core the arithmetic is exact: a job of s ns ends after s ns.
public struct ProcessorSharing: ~Copyable {
    /// One nanosecond in units of 2⁻²⁰ ns.
    private static var fractionBits: UInt128 { 20 }

    /// Rates are in units of 2⁻⁵⁶: more than the precision of a `Double`.
    private static var rateBits: UInt128 { 56 }

    /// That of a job that shares with nobody: the same by the formulas for the others, without their divisions.
    private static var fullRate: UInt128 { 1 << rateBits }

    /// The longest service, and the virtual time at which keys are rebased: 2⁵⁰ ns, 13 days.
    @inlinable
    package static var virtualLimit: Int64 { 1 << 50 }

    private static var sequenceLimit: UInt64 { 1 << 35 }

    /// Each key is the virtual time of the end (72 bits), a sequence number (36), the job (20).
    private var keys = KeyQueue(capacity: 64)
    private var sequence: UInt64 = 0

    /// Virtual time at the instant `changed`, which is the last start or departure; both in 2⁻²⁰ ns.
    private var virtual: UInt128 = 0
    private var changed: UInt128 = 0

    /// When the first key departs, in 2⁻²⁰ ns; `max` when there is none.
    private var departure = UInt128.max

    /// Jobs that have departed and are still to be reported.
    private var departed = UniqueDeque<UInt32>()

    private var totalRates: [Double]
    private let servers: Int

    /// Service per nanosecond that each of n jobs attains, in 2⁻⁵⁶, at index n; extended when n first occurs.
    private var jobRates: [UInt128] = [0]

    private let timer: UInt32

    /// When the timer event that counts is due, or `Int64.max`; other timer events are stale.
    private var armed = Int64.max
    private var isReporting = false

    /// Time until `changed` by the number of jobs in service, in 2⁻²⁰ ns; the last entry holds all larger numbers, too.
    private var timeWithJobs: [UInt128]
    /// What was attained before the present rates, in 2⁻²⁰ ns at rate 1, and what could have been.
    private var before = (attained: 0.0, attainable: 0.0, share: 0.0, until: UInt128(0))
    private var inSystem = TimeWeighted()
    private var busy = TimeWeighted()
    private var started = 0

    /// Creates equal cores on which n jobs run at rate min(1, cores/n) each.
    ///
    /// - Parameters:
    ///   - cores: at least 1.
    ///   - timer: the target of this station's own events; no other component may use it.
    public init(cores: Int, timer: UInt32) {
        precondition(cores >= 1, "processor sharing needs a core")
        self.init(servers: cores, rates: (1...cores).map(Double.init), timer: timer)
    }

    /// Creates a station with a measured curve, such as queue depth to bandwidth.
    ///
    /// - Parameters:
    ///   - rates: service per second that 1, 2, … jobs attain together, each positive; the last holds for more jobs.
    ///     Relative to the rate in which service times are counted, so one job alone normally has 1.
    ///   - timer: the target of this station's own events; no other component may use it.
    public init(rates: [Double], timer: UInt32) {
        self.init(servers: 1, rates: rates, timer: timer)
    }

    private init(servers: Int, rates: [Double], timer: UInt32) {
        precondition(!rates.isEmpty, "processor sharing needs the rate of at least one job")
        precondition(rates.allSatisfy { $0 > 0 && $0 < 1e6 }, "rates must be positive and below a million")
        self.servers = servers
        self.timer = timer
        totalRates = rates
        timeWithJobs = Array(repeating: 0, count: rates.count + 1)
    }

    /// How many jobs are in service, those not yet reported as finished included.
    public var count: Int { keys.count + departed.count }
}

// MARK: - Jobs

extension ProcessorSharing {
    /// Starts a job at the queue's present time.
    ///
    /// - Parameters:
    ///   - job: below 2²⁰; `finished` returns it when it is done.
    ///   - serviceNanoseconds: what the job takes alone at rate 1, not negative. Above 2⁵⁰ (13 days) the job is dropped
    ///     and the queue's `refusal` set.
    ///   - queue: the clock, and where the timer is scheduled.
    /// - Complexity: O(log `count`).
    public mutating func start(_ job: UInt32, serviceNanoseconds: Int64, in queue: inout EventQueue) {
        precondition(job < EventQueue.targetLimit, "a job's number must be below 2^20")
        guard serviceNanoseconds <= Self.virtualLimit else {
            return queue.refuse(delay: serviceNanoseconds, target: job)
        }
        precondition(serviceNanoseconds >= 0, "a job cannot take less than no time")
        resume(Job(number: job, missing: ticks(serviceNanoseconds)), in: &queue)
    }

    /// The next job that has finished by the queue's present time; nil when there is none left.
    ///
    /// Call it when an event for the timer pops, again and again until it returns nil: jobs that finish within the same
    /// nanosecond come in order of their exact ends, then of their starts. A timer event that finishes nothing (jobs
    /// started since have slowed the others down, or one has been due earlier) is discarded from the queue's count.
    ///
    /// - Complexity: O(log `count`).
    public mutating func finished(in queue: inout EventQueue) -> UInt32? {
        if armed == queue.now { armed = .max }
        advance(to: queue.now)
        if let job = departed.popFirst() {
            isReporting = true
            measure(at: queue.now)
            return job
        }
        if !isReporting { queue.discard() }
        isReporting = false
        arm(in: &queue)
        return nil
    }
}

// MARK: - Jobs that move

extension ProcessorSharing {
    /// A job that has left before it was done.
    struct Job {
        var number: UInt32
        /// What it still has to attain, in 2⁻²⁰ ns.
        var missing: UInt128
    }

    /// Takes the job with most left to do away at the queue's present time; nil where it is the only one in service.
    mutating func removeLongest(in queue: inout EventQueue) -> Job? {
        advance(to: queue.now)
        attain(until: ticks(queue.now))
        guard keys.count >= 2, var last = keys.popFirst() else { return nil }
        var others = KeyQueue(capacity: keys.capacity)
        while let key = keys.popFirst() {
            others.insert(last)
            last = key
        }
        keys = others
        planDeparture()
        arm(in: &queue)
        started -= 1
        measure(at: queue.now)
        return Job(
            number: UInt32(truncatingIfNeeded: last) & (EventQueue.targetLimit - 1), missing: (last >> 56) - virtual)
    }

    /// Starts a job at the queue's present time, perhaps one that was taken away elsewhere.
    mutating func resume(_ job: Job, in queue: inout EventQueue) {
        advance(to: queue.now)
        attain(until: ticks(queue.now))
        if virtual >= ticks(Self.virtualLimit) || sequence >= Self.sequenceLimit { rebase() }
        keys.insert((virtual + job.missing) << 56 | UInt128(sequence) << 20 | UInt128(job.number))
        sequence += 1
        planDeparture()
        arm(in: &queue)
        started += 1
        measure(at: queue.now)
    }
}

// MARK: - Rates that change

extension ProcessorSharing {
    /// From the queue's present time on, n jobs attain other rates together.
    ///
    /// - Parameters:
    ///   - rates: as those that the station was created with, relative to the same unit.
    ///   - queue: the clock, and where the timer is scheduled.
    public mutating func setRates(_ rates: [Double], in queue: inout EventQueue) {
        precondition(rates.allSatisfy { $0 > 0 && $0 < 1e6 }, "rates must be positive and below a million")
        advance(to: queue.now)
        attain(until: ticks(queue.now))
        let highest = highestRate
        let attained = attainedTicks(until: changed)
        before.attained += attained
        before.share += attained / highest
        before.attainable += highest * Double(changed - before.until)
        before.until = changed
        totalRates = rates
        jobRates = [0]
        timeWithJobs = Array(repeating: 0, count: rates.count + 1)
        planDeparture()
        arm(in: &queue)
    }

    private var highestRate: Double { totalRates.max() ?? 1 }

    /// What jobs have attained at the present rates until an instant that is not before `changed`, in 2⁻²⁰ ns at rate 1.
    private func attainedTicks(until instant: UInt128) -> Double {
        let present = min(keys.count, totalRates.count)
        var attained = 0.0
        for jobs in 1...totalRates.count {
            attained += totalRates[jobs - 1] * Double(timeWithJobs[jobs] + (jobs == present ? instant - changed : 0))
        }
        return attained
    }

    /// Service that jobs could have attained together from time zero until `now`, in nanoseconds at rate 1.
    public func attainableNanoseconds(at now: Int64) -> Double {
        (before.attainable + highestRate * Double(ticks(now) - before.until)) / 0x1p20
    }

    /// Time from zero until `now` in which jobs attained what they could together, in nanoseconds: half of it counts
    /// where they attained half.
    ///
    /// - Parameter now: not before the latest input.
    public mutating func attainedShareNanoseconds(at now: Int64) -> Double {
        advance(to: now)
        return (before.share + attainedTicks(until: ticks(now)) / highestRate) / 0x1p20
    }
}

// MARK: - Fluid motion

extension ProcessorSharing {
    private func ticks(_ nanoseconds: Int64) -> UInt128 { UInt128(nanoseconds) << Self.fractionBits }

    /// Lets every job depart that is due by `now`, each at its own instant between the nanoseconds.
    private mutating func advance(to now: Int64) {
        while departure <= ticks(now), let key = keys.popFirst() {
            virtual = key >> 56
            pass(until: departure, jobs: keys.count + 1)
            departed.append(UInt32(truncatingIfNeeded: key) & (EventQueue.targetLimit - 1))
            planDeparture()
        }
    }

    /// Moves virtual time to an instant before the next departure; an idle station begins anew.
    private mutating func attain(until instant: UInt128) {
        if keys.count == 0 {
            virtual = 0
            sequence = 0
        } else {
            let rate = jobRate(keys.count)
            let half: UInt128 = 1 << (Self.rateBits - 1)
            virtual += rate == Self.fullRate ? instant - changed : ((instant - changed) * rate + half) >> Self.rateBits
        }
        pass(until: instant, jobs: keys.count)
    }

    /// Time goes on to an instant, with `jobs` in service.
    private mutating func pass(until instant: UInt128, jobs: Int) {
        timeWithJobs[min(jobs, totalRates.count)] += instant - changed
        changed = instant
    }

    /// Computes when the first job departs if nothing changes, to the nearest 2⁻²⁰ ns.
    private mutating func planDeparture() {
        guard let first = keys.first else {
            departure = .max
            return
        }
        let (rate, missing) = (jobRate(keys.count), (first >> 56) - virtual)
        departure = changed + (rate == Self.fullRate ? missing : (missing << Self.rateBits + rate / 2) / rate)
    }

    /// The rate at which each of `jobs` jobs attains service, in 2⁻⁵⁶.
    private mutating func jobRate(_ jobs: Int) -> UInt128 {
        while jobRates.count <= jobs {
            let total = totalRates[min(jobRates.count, totalRates.count) - 1]
            jobRates.append(UInt128((total / Double(jobRates.count) * 0x1p56).rounded()))
        }
        return jobRates[jobs]
    }

    /// Counts virtual time and sequence numbers from zero again, in the same order.
    private mutating func rebase() {
        var fresh = KeyQueue(capacity: keys.capacity)
        sequence = 0
        while let key = keys.popFirst() {
            let job = key & UInt128(EventQueue.targetLimit - 1)
            fresh.insert(((key >> 56) - virtual) << 56 | UInt128(sequence) << 20 | job)
            sequence += 1
        }
        keys = fresh
        virtual = 0
    }

    /// Makes sure that a timer event is due no later than the first departure.
    private mutating func arm(in queue: inout EventQueue) {
        guard departure != .max, let first = keys.first else { return }
        let due = (departure + (1 << Self.fractionBits - 1)) >> Self.fractionBits
        guard due <= UInt128(SimulationTime.latest.nanoseconds) else {
            let job = UInt32(truncatingIfNeeded: first) & (EventQueue.targetLimit - 1)
            return queue.refuse(delay: Int64(clamping: due - UInt128(queue.now)), target: job)
        }
        guard Int64(due) < armed else { return }
        armed = Int64(due)
        queue.schedule(at: armed, target: timer)
    }
}

// MARK: - Measuring

extension ProcessorSharing {
    private mutating func measure(at now: Int64) {
        inSystem.update(to: count, at: now)
        busy.update(to: min(count, servers), at: now)
    }

    /// What the station has measured from time zero until `now`, in nanoseconds; nobody waits in line.
    ///
    /// A station created from a curve counts as one server, busy while it has jobs.
    public func statistics(at now: Int64) -> StationStatistics {
        StationStatistics(
            start: 0, end: now, serverIntegral: Int128(servers) * Int128(now),
            busyIntegral: busy.integral(at: now), lineIntegral: 0, systemIntegral: inSystem.integral(at: now),
            arrived: started, granted: started, completed: started - count,
            waited: 0, waitedNanoseconds: 0, waitingNanoseconds: 0, maximumLine: 0)
    }

    /// Time of servers at work from time zero until `now`, in nanoseconds: the same as in `statistics(at:)`.
    public mutating func busyNanoseconds(at now: Int64) -> Int128 { busy.integral(at: now) }

    /// Service that jobs have attained together from time zero until `now`, in nanoseconds at rate 1.
    ///
    /// A job that is under way counts as far as it has come, so that two moments differ by what was served between
    /// them: at most the highest rate times the time.
    ///
    /// - Parameter now: not before the latest input.
    public mutating func attainedNanoseconds(at now: Int64) -> Double {
        advance(to: now)
        return (before.attained + attainedTicks(until: ticks(now))) / 0x1p20
    }
}
