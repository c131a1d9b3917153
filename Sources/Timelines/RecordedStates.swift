import Pipelines

/// What the stages of all accelerators looked like over time, from the window's beginning on.
struct RecordedStates: Sendable {
    private let from: Int64
    private let pipeline: Pipeline
    private let limits: [Int?]
    private var states: [[[StageState]]]
    private var barriers: [[BarrierState]]
    private var charges: [RecordedWaits]

    init(_ scenario: Scenario, from: Int64) {
        self.from = from
        pipeline = scenario.pipeline
        let limits = pipeline.stages.map(\.operator.bufferCapacity)
        self.limits = limits
        let count = scenario.platform.gpu.count
        states = Array(repeating: limits.map { [StageState(nanoseconds: from, limit: $0)] }, count: count)
        barriers = Array(repeating: [BarrierState(nanoseconds: from, isWaiting: false)], count: count)
        charges = Array(repeating: RecordedWaits(stages: limits.count), count: count)
    }

    /// - Returns: how many changes were recorded.
    mutating func observe(_ run: borrowing PipelineRun, accelerator: Int, waits: Bool, at now: Int64) -> Int {
        var changes = 0
        var charged: [WaitTimes] = []
        for stage in pipeline.stages.indices {
            var state = StageState(nanoseconds: max(now, from))
            state.isAsked = run.isAsked(ofStage: stage)
            state.inputHasEnded = run.inputHasEnded(ofStage: stage)
            state.held = run.occupancy(ofStage: stage).elements
            state.limit = run.tunedValue(ofStage: stage) ?? limits[stage]
            state.hasBegun = state.isAsked || state.held > 0 || run.emittedElements(ofStage: stage) > 0
            if states[accelerator][stage].record(state) { changes += 1 }
            charged.append(run.waits(ofStage: stage))
        }
        changes += charges[accelerator].record(charged, at: now, from: from)
        if barriers[accelerator].record(BarrierState(nanoseconds: max(now, from), isWaiting: waits)) { changes += 1 }
        return changes
    }

    /// The stages of all accelerators, until the window's end.
    func tracks(until end: Int64) -> [StageTrack] {
        states.enumerated().flatMap { accelerator, stages in
            stages.enumerated().map { index, states in
                let stage = pipeline.stages[index]
                return StageTrack(
                    name: stage.name, accelerator: accelerator, isAsynchronous: stage.operator.isAsynchronous,
                    isBuffer: stage.operator.isAsynchronous || stage.operator.bufferCapacity != nil,
                    states: states.filter { $0.nanoseconds < end },
                    waits: charges[accelerator].charged[index].filter { $0.endedAt <= end })
            }
        }
    }

    func barriers(until end: Int64) -> [[BarrierState]] { barriers.map { $0.filter { $0.nanoseconds < end } } }
}

/// A state that holds from a time on.
private protocol TimedState: Equatable { var nanoseconds: Int64 { get set } }

extension StageState: TimedState {}
extension BarrierState: TimedState {}

extension Array where Element: TimedState {
    /// Adds a state unless nothing has changed; the last state of an instant counts.
    ///
    /// - Returns: true when the array grew.
    fileprivate mutating func record(_ state: Element) -> Bool {
        var latest = self[count - 1]
        let isSameTime = latest.nanoseconds == state.nanoseconds
        latest.nanoseconds = state.nanoseconds
        if latest == state { return false }
        if isSameTime { self[count - 1] = state } else { append(state) }
        return !isSameTime
    }
}
