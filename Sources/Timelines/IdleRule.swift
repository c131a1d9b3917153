/// How to tell why a lane of a group is idle from what the pipelines look like.
///
/// A thread that works ahead asks its upstream as long as it has room. So a thread that asks lacks input; one that does
/// not has no room; and a stage without a thread works only while a thread behind it asks.
struct IdleRule {
    let group: Lane.Group
    /// Stages that have had work on lanes of the group.
    private let stages: [Int]
    private let accelerators: Range<Int>
    private let stageCount: Int

    init(_ group: Lane.Group, in timeline: Timeline) {
        self.group = group
        let spans = timeline.lanes.lazy.filter { $0.group == group }.flatMap(\.spans)
        let worked = Set(spans.map(\.stage))
        stages = timeline.stages.indices.filter(worked.contains)
        accelerators = group.kind.isShared ? 0..<timeline.accelerators : group.accelerator..<group.accelerator + 1
        stageCount = timeline.stages.count
    }

    /// The cause at a moment, for a lane that has had work before and has none now.
    func cause(at moment: TimelineMoment) -> IdleCause {
        switch group.kind {
        case .accelerator, .stepCores: causeOfNoStep(at: moment)
        case .trainingLoop: causeOfLoop(at: moment)
        case .disk, .readCache, .worker, .ownThread, .stageThread, .copyEngine: causeOfNoCall(at: moment)
        }
    }

    private func causeOfNoStep(at moment: TimelineMoment) -> IdleCause {
        if moment.waits(group.accelerator) { return .others }
        return moment.loopAsks(group.accelerator) ? .starved : .host
    }

    private func causeOfLoop(at moment: TimelineMoment) -> IdleCause {
        if moment.waits(group.accelerator) { return .others }
        return moment.loopAsks(group.accelerator) ? .starved : .turn
    }

    /// The first in this order that holds for a stage which works on these lanes: blocked, no work, another's turn.
    private func causeOfNoCall(at moment: TimelineMoment) -> IdleCause {
        var cause = stages.isEmpty ? IdleCause.noWork : .turn
        for accelerator in accelerators {
            for stage in stages {
                switch causeOfStage(stage, accelerator, at: moment) {
                case .blocked: return .blocked
                case .noWork: cause = .noWork
                default: break
                }
            }
        }
        return cause
    }

    private func causeOfStage(_ stage: Int, _ accelerator: Int, at moment: TimelineMoment) -> IdleCause {
        if moment.asks(stage, accelerator) { return .noWork }
        let state = moment.stage(stage, accelerator)
        if moment.isAsynchronous(stage) {
            // Files that are open are read on after the last has been opened.
            let hasInput = !state.inputHasEnded || group.kind.isStorage
            return state.held > 0 && hasInput ? .blocked : .noWork
        }
        return state.isAsked ? .noWork : causeOfNoDemand(for: stage, accelerator, at: moment)
    }

    /// Why nothing is asked of a stage without a thread of its own.
    private func causeOfNoDemand(for stage: Int, _ accelerator: Int, at moment: TimelineMoment) -> IdleCause {
        var consumer = stage + 1
        while consumer < stageCount {
            let state = moment.stage(consumer, accelerator)
            if moment.isAsynchronous(consumer) {
                if state.inputHasEnded { return .noWork }
                return state.hasBegun ? .blocked : .turn
            }
            // It works itself, in the thread that asks it.
            if state.isAsked { return .turn }
            consumer += 1
        }
        return .turn
    }
}
