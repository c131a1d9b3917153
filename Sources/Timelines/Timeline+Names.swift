import Pipelines

extension Timeline {
    /// A lane's name among the others: `worker 3`, `GPU`, `copy engine 2`.
    public func name(of lane: Lane) -> String {
        let name = name(of: lane.group)
        return lanes.count { $0.group == lane.group } > 1 ? "\(name) \(lane.number + 1)" : name
    }

    /// The name of a group of lanes: `worker`, `GPU 2`, `prefetch thread`.
    public func name(of group: Lane.Group) -> String {
        let number = accelerators > 1 ? " \(group.accelerator + 1)" : ""
        return switch group.kind {
        case .disk: "disk"
        case .worker: "worker"
        case .ownThread: "thread"
        case .stageThread: "\(stages[group.stage])\(number) thread"
        case .copyEngine: "copy engine\(number)"
        case .accelerator: "GPU\(number)"
        case .stepCores: "step on CPU\(number)"
        case .trainingLoop: "training loop\(number)"
        }
    }

    /// What a span does, in words: the stage, or the training loop's own doing.
    public func name(of span: Span) -> String {
        if span.activity == .setup { return "copy and launch" }
        return span.place.kind.name?.rawValue ?? stages[span.stage]
    }
}
