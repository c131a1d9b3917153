/// Why the lanes of each group have nothing to do, over time, wherever they have nothing to do.
struct IdleCauses {
    /// A cause that holds until the next one.
    struct Change: Equatable {
        var nanoseconds: Int64
        var cause: IdleCause
    }

    private let series: [Lane.Group: [Change]]

    init(_ timeline: Timeline) {
        var rules: [IdleRule] = []
        for group in Self.groups(of: timeline) { rules.append(IdleRule(group, in: timeline)) }
        var series = rules.map { _ in [Change]() }
        var moment = TimelineMoment(timeline)
        for time in Self.times(of: timeline) {
            moment.advance(to: time)
            for (index, rule) in rules.enumerated() {
                let cause = rule.cause(at: moment)
                if series[index].last?.cause != cause { series[index].append(Change(nanoseconds: time, cause: cause)) }
            }
        }
        self.series = Dictionary(uniqueKeysWithValues: zip(rules.map(\.group), series))
    }

    /// The causes of a group, from the window's beginning on.
    func changes(of group: Lane.Group) -> [Change] { series[group] ?? [] }

    private static func groups(of timeline: Timeline) -> [Lane.Group] {
        var groups: [Lane.Group] = []
        for lane in timeline.lanes where groups.last != lane.group { groups.append(lane.group) }
        return groups
    }

    /// When anything changes, in order.
    private static func times(of timeline: Timeline) -> [Int64] {
        let changes = timeline.tracks.flatMap { $0.states.map(\.nanoseconds) }
        let waits = timeline.barriers.flatMap { $0.map(\.nanoseconds) }
        var times: [Int64] = []
        for time in (changes + waits).sorted() where time != times.last { times.append(time) }
        return times
    }
}

/// What the pipelines look like at one time.
struct TimelineMoment {
    private let timeline: Timeline
    private var trackPositions: [Int]
    private var barrierPositions: [Int]

    init(_ timeline: Timeline) {
        self.timeline = timeline
        trackPositions = timeline.tracks.map { _ in 0 }
        barrierPositions = timeline.barriers.map { _ in 0 }
    }

    /// Goes forward to a time.
    mutating func advance(to time: Int64) {
        for index in trackPositions.indices {
            let states = timeline.tracks[index].states
            while trackPositions[index] + 1 < states.count, states[trackPositions[index] + 1].nanoseconds <= time {
                trackPositions[index] += 1
            }
        }
        for index in barrierPositions.indices {
            let states = timeline.barriers[index]
            while barrierPositions[index] + 1 < states.count, states[barrierPositions[index] + 1].nanoseconds <= time {
                barrierPositions[index] += 1
            }
        }
    }

    func stage(_ stage: Int, _ accelerator: Int) -> StageState {
        let index = accelerator * timeline.stages.count + stage
        return timeline.tracks[index].states[trackPositions[index]]
    }

    func isAsynchronous(_ stage: Int) -> Bool { timeline.tracks[stage].isAsynchronous }

    func waits(_ accelerator: Int) -> Bool {
        timeline.barriers[accelerator][barrierPositions[accelerator]].isWaiting
    }

    /// Whether a stage waits for an element from the one before it.
    func asks(_ stage: Int, _ accelerator: Int) -> Bool { stage > 0 && self.stage(stage - 1, accelerator).isAsked }

    /// Whether the training loop waits for an element.
    func loopAsks(_ accelerator: Int) -> Bool { stage(timeline.stages.count - 1, accelerator).isAsked }
}
