import BasicContainers

/// Cores with a queue of jobs each, as under Linux: the jobs of a queue share its core equally, and another core may be idle
/// meanwhile.
///
/// A thread that ends a job and begins another one at the same instant goes on where it is. One that wakes up begins at one of
/// the cores with the fewest jobs: where it was last if that is among them, else at the first; threads that end a job at that
/// instant are still there. At the next tick of the clock each core without jobs takes from the longest queue the job with most
/// left to do.
///
/// Source: the kernel's placement and periodic balancing, without its search for work when a core becomes idle, which the
/// measured kernel nearly always leaves out (decisions 21 and 27).
package struct RunQueues: ~Copyable {
    /// Time between two looks at the other queues: a timer interrupt at 250 Hz, as Debian and Ubuntu build the kernel.
    private static var tickNanoseconds: Int64 { 4_000_000 }

    private var cores: RigidArray<ProcessorSharing>
    /// The jobs of each core, those not yet reported as finished included.
    private var counts: [Int]
    /// Cores with none, and with two or more.
    private var idle: Int
    private var crowded = 0
    /// The thread of each job that has one.
    private var threads: [UInt32: UInt64] = [:]
    /// The core of each thread's last job.
    private var lastCores: [UInt64: Int] = [:]
    /// Threads that have ended a job at an instant and begun none since, and where.
    private var justStopped: [(thread: UInt64, core: Int)] = []
    private var stoppedAt: Int64 = 0
    /// The target of ticks; those of the cores follow.
    private let tickTimer: UInt32
    private var isTicking = false

    /// - Parameters:
    ///   - cores: at least 1.
    ///   - firstTimer: the first of `cores` + 1 targets for this station's own events; no other component may use them.
    package init(cores: Int, firstTimer: UInt32) {
        precondition(cores >= 1, "run queues need a core")
        tickTimer = firstTimer
        counts = Array(repeating: 0, count: cores)
        idle = cores
        self.cores = RigidArray(capacity: cores)
        for core in 1...cores { self.cores.append(ProcessorSharing(cores: 1, timer: firstTimer + UInt32(core))) }
    }

    /// How many cores have jobs.
    package var busy: Int { counts.count - idle }
}

// MARK: - Jobs

extension RunQueues {
    /// Starts a job at the queue's present time, as `ProcessorSharing` does.
    ///
    /// - Parameters:
    ///   - job: below 2²⁰; `finished` returns it when it is done.
    ///   - serviceNanoseconds: what the job takes alone, not negative.
    ///   - thread: a number for who runs it; nil for one that has not run before, as far as that is known.
    ///   - queue: the clock, and where timers are scheduled.
    /// - Complexity: O(cores + log jobs).
    package mutating func start(
        _ job: UInt32, serviceNanoseconds: Int64, thread: UInt64?, in queue: inout EventQueue
    ) {
        if stoppedAt != queue.now { justStopped.removeAll(keepingCapacity: true) }
        let core = place(thread)
        if let thread {
            threads[job] = thread
            lastCores[thread] = core
        }
        change(core, by: 1)
        cores[core].start(job, serviceNanoseconds: serviceNanoseconds, in: &queue)
        planTick(in: &queue)
    }

    /// The next job that has finished, of the core whose timer is due; nil when there is none left, or at a tick.
    ///
    /// Call it when an event for one of the timers pops, again and again until it returns nil.
    ///
    /// - Parameters:
    ///   - timer: the event's target.
    ///   - queue: the clock, and where timers are scheduled.
    /// - Complexity: O(log jobs); at a tick O(cores + jobs log jobs).
    package mutating func finished(_ timer: UInt32, in queue: inout EventQueue) -> UInt32? {
        guard timer != tickTimer else {
            isTicking = false
            queue.discard()
            balance(in: &queue)
            planTick(in: &queue)
            return nil
        }
        let core = Int(timer - tickTimer) - 1
        guard let job = cores[core].finished(in: &queue) else {
            planTick(in: &queue)
            return nil
        }
        change(core, by: -1)
        if stoppedAt != queue.now { justStopped.removeAll(keepingCapacity: true) }
        stoppedAt = queue.now
        if let thread = threads.removeValue(forKey: job) { justStopped.append((thread, core)) }
        return job
    }

    private mutating func place(_ thread: UInt64?) -> Int {
        if let thread, let index = justStopped.firstIndex(where: { $0.thread == thread }) {
            return justStopped.remove(at: index).core
        }
        let last = thread.flatMap { lastCores[$0] }
        if let last, load(of: last) == (0, 0) { return last }
        var shortest = 0
        for core in 1..<max(1, counts.count) where load(of: core) < load(of: shortest) { shortest = core }
        if let last, load(of: last) == load(of: shortest) { return last }
        return shortest
    }

    /// Jobs of a core, with the threads that have just ended theirs there, and without.
    ///
    /// Between two such cores the one is better whose thread may stop.
    private func load(of core: Int) -> (all: Int, certain: Int) {
        (justStopped.isEmpty ? counts[core] : counts[core] + justStopped.count { $0.core == core }, counts[core])
    }

    private mutating func change(_ core: Int, by difference: Int) {
        idle -= counts[core] == 0 ? 1 : 0
        crowded -= counts[core] >= 2 ? 1 : 0
        counts[core] += difference
        idle += counts[core] == 0 ? 1 : 0
        crowded += counts[core] >= 2 ? 1 : 0
    }

    /// Each core without jobs takes one, of two or more.
    private mutating func balance(in queue: inout EventQueue) {
        var sources = counts.indices.filter { counts[$0] >= 2 }
        for core in counts.indices where counts[core] == 0 {
            while let longest = sources.max(by: { (counts[$0], $1) < (counts[$1], $0) }) {
                if let job = cores[longest].removeLongest(in: &queue) {
                    change(longest, by: -1)
                    change(core, by: 1)
                    cores[core].resume(job, in: &queue)
                    if let thread = threads[job.number] { lastCores[thread] = core }
                    break
                }
                // All but one of its jobs are over.
                sources.removeAll { $0 == longest }
            }
        }
    }

    /// Makes sure that there is a tick while a core is idle beside a queue.
    private mutating func planTick(in queue: inout EventQueue) {
        guard !isTicking, idle > 0, crowded > 0 else { return }
        let due = (queue.now / Self.tickNanoseconds + 1) * Self.tickNanoseconds
        guard due <= SimulationTime.latest.nanoseconds else { return }
        isTicking = true
        queue.schedule(at: due, target: tickTimer)
    }
}

// MARK: - Measuring

extension RunQueues {
    /// What the cores have measured from time zero until `now`, in nanoseconds; nobody waits in line.
    package func statistics(at now: Int64) -> StationStatistics {
        var all = cores[0].statistics(at: now)
        for core in 1..<max(1, cores.count) {
            let one = cores[core].statistics(at: now)
            all.serverIntegral += one.serverIntegral
            all.busyIntegral += one.busyIntegral
            all.systemIntegral += one.systemIntegral
            all.arrived += one.arrived
            all.granted += one.granted
            all.completed += one.completed
        }
        return all
    }

    /// Time of cores at work from time zero until `now`, in nanoseconds: the same as in `statistics(at:)`.
    package mutating func busyNanoseconds(at now: Int64) -> Int128 {
        var busy: Int128 = 0
        for core in 0..<cores.count { busy += cores[core].busyNanoseconds(at: now) }
        return busy
    }
}
