public import Pipelines

/// Records what happens in a run, in the order of its clock, and makes a timeline of a window of it.
///
/// A backend tells when work begins to be served, when it ends, and what its pipelines look like after each change. The
/// work's lane is the lowest free number of its group when it begins.
public struct TimelineRecorder: Sendable {
    /// Where the window ends, if the run does not end before.
    public enum End: Sendable, Equatable {
        /// At this time (ns).
        case time(Int64)
        /// After this number of steps of the first accelerator that end after the window's beginning.
        case steps(Int)
    }

    /// Work that is being served.
    private struct Open: Sendable {
        var work: Work
        var group: Int
        var lane: Int
        var accelerator: Int
        var begin: Int64
        var number: Int64
        var computesFrom: Int64
    }

    /// The window's beginning (ns).
    public let from: Int64
    /// The window's end (ns), as soon as it is known.
    public private(set) var end: Int64?
    /// Why recording stopped, if it did.
    public private(set) var error: TimelineError?

    private let scenario: Scenario
    private let limit: Int
    private var recorded = 0
    private var stepsToCome: Int
    private var lanes: RecordedLanes
    private var open: [UInt32: Open] = [:]
    private var counts: WorkCounts
    private var states: RecordedStates
    private var finishedSteps: [Int]
    /// Stages whose cache was thrown away.
    private var incompleteCaches: Set<Int> = []

    /// A recorder at a run's beginning.
    ///
    /// - Parameters:
    ///   - scenario: names the stages, and tells how many servers there are; rewritten as its options say.
    ///   - from: the window's beginning (ns).
    ///   - end: the window's end.
    ///   - limit: most spans and changes of state to keep.
    public init(_ scenario: Scenario, from: Int64 = 0, end: End, limit: Int = 400_000) {
        self.scenario = scenario
        self.from = from
        self.limit = limit
        switch end {
        case .time(let time):
            self.end = time
            stepsToCome = 0
        case .steps(let count): stepsToCome = count
        }
        lanes = RecordedLanes(scenario.pipeline)
        counts = WorkCounts(scenario)
        finishedSteps = Array(repeating: 0, count: scenario.platform.gpu.count)
        states = RecordedStates(scenario, from: from)
    }

    /// Whether nothing that happens at a time (ns) or later matters.
    public func isOver(at now: Int64) -> Bool { error != nil || end.map { now >= $0 } ?? false }

    /// Work gets its server, after all waiting.
    ///
    /// - Parameters:
    ///   - accelerator: whose pipeline asked for the work.
    ///   - job: the backend's number for it until it ends.
    public mutating func began(_ work: Work, accelerator: Int, job: UInt32, at now: Int64) {
        guard let group = lanes.group(of: work, accelerator: accelerator) else { return }
        let number = counts.next(work, accelerator: accelerator)
        let lane = lanes.take(in: group, at: now)
        open[job] = Open(
            work: work, group: group, lane: lane, accelerator: accelerator, begin: now, number: number,
            computesFrom: now)
    }

    /// A step that has begun computes from this time (ns) on; before, it is copied and launched.
    public mutating func computes(job: UInt32, from: Int64) { open[job]?.computesFrom = from }

    /// The work is over.
    public mutating func ended(job: UInt32, at now: Int64) {
        guard let work = open.removeValue(forKey: job) else { return }
        lanes.free(work.lane, in: work.group)
        add(work, until: now, isFinished: true)
        let isStep = work.work.place.isStep
        guard isStep, now > from, end.map({ now <= $0 }) ?? true else { return }
        finishedSteps[work.accelerator] += 1
        guard work.accelerator == 0, stepsToCome > 0 else { return }
        stepsToCome -= 1
        if stepsToCome == 0 { end = now }
    }

    /// The pipeline of an accelerator has reacted to all that happened until now.
    ///
    /// - Parameter waits: whether the accelerator waits for others.
    public mutating func observe(_ run: borrowing PipelineRun, accelerator: Int, waits: Bool, at now: Int64) {
        count(states.observe(run, accelerator: accelerator, waits: waits, at: now), at: now)
        for stage in scenario.pipeline.stages.indices where run.incompleteCaches(ofStage: stage) > 0 {
            incompleteCaches.insert(stage)
        }
    }

    /// What was recorded, cut at the window's ends.
    ///
    /// - Parameter now: when the run ended (ns), or a time after the window.
    /// - Throws: when the limit was reached, or the run ended before the window.
    public func timeline(at now: Int64) throws(TimelineError) -> Timeline {
        if let error { throw error }
        let window = from..<max(from, min(now, end ?? now))
        guard !window.isEmpty else { throw .runIsOver(nanoseconds: now) }
        var cut = self
        for (_, work) in open.sorted(by: { $0.key < $1.key }) { cut.add(work, until: now, isFinished: false) }
        return Timeline(
            window: window, accelerators: scenario.platform.gpu.count, finishedSteps: finishedSteps,
            stages: scenario.pipeline.stages.map(\.name),
            lanes: cut.lanes.lanes(in: window), unusedServers: unusedServers(cut.lanes),
            tracks: states.tracks(until: window.upperBound), barriers: states.barriers(until: window.upperBound),
            laneNames: scenario.laneNames,
            incompleteCaches: incompleteCaches.sorted().map { scenario.pipeline.stages[$0].name })
    }

    private mutating func add(_ work: Open, until now: Int64, isFinished: Bool) {
        let computes = min(max(work.computesFrom, work.begin), now)
        add(work, .setup, from: work.begin, until: computes, isFinished: isFinished || computes < now)
        add(work, .work, from: computes, until: now, isFinished: isFinished)
    }

    private mutating func add(
        _ open: Open, _ activity: Span.Activity, from begin: Int64, until end: Int64, isFinished: Bool
    ) {
        guard end > begin, end > from else { return }
        let element = open.work.element
        let isOwn = open.work.place != .handOver
        lanes.add(
            Span(
                begin: begin, end: end, activity: activity, place: open.work.place,
                stage: isOwn ? Int(open.work.stage) : scenario.pipeline.stages.count, accelerator: open.accelerator,
                number: open.number, sample: element.sample, samples: element.samples, epoch: Int(element.epoch),
                isFinished: isFinished), to: open.lane, in: open.group)
        count(1, at: end)
    }

    private mutating func count(_ records: Int, at now: Int64) {
        recorded += records
        if recorded > limit && error == nil { error = .tooMuch(limit: limit, nanoseconds: now) }
    }

    private func unusedServers(_ lanes: RecordedLanes) -> [Timeline.UnusedServers] {
        let pools: [(kind: Lane.Kind, servers: Int)] = [
            (.disk, scenario.platform.disk.queueDepth), (.readCache, scenario.platform.readCache.queueDepth),
            (.worker, scenario.platform.cpu.workers),
        ]
        return pools.compactMap { pool in
            let used = lanes.count(of: Lane.Group(pool.kind))
            return used > 0 && used < pool.servers
                ? Timeline.UnusedServers(kind: pool.kind, count: pool.servers - used, total: pool.servers) : nil
        }
    }
}
