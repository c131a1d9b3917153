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
        guard let named = group.kind.named else { return "\(stages[group.stage])\(number) thread" }
        return group.kind.isShared ? laneNames[named] : "\(laneNames[named])\(number)"
    }

    /// The name of many lanes of a kind that is shared, drawn as one: `busy workers`.
    public func name(ofBusy kind: Lane.Kind) -> String {
        kind.named.map(laneNames.many) ?? "busy threads"
    }

    /// What a span does, in words: the stage, or the training loop's own doing.
    public func name(of span: Span) -> String {
        if span.activity == .setup { return "copy and launch" }
        return span.place.kind.name?.rawValue ?? stages[span.stage]
    }
}

extension Lane.Kind {
    /// What a scenario can give it a name as; nil for threads with the name of their stage.
    fileprivate var named: LaneNames.Kind? {
        switch self {
        case .disk: .disk
        case .readCache: .readCache
        case .worker: .worker
        case .ownThread: .thread
        case .stageThread: nil
        case .copyEngine: .copyEngine
        case .accelerator: .accelerator
        case .stepCores: .stepCores
        case .trainingLoop: .trainingLoop
        }
    }
}
