import Pipelines

/// Groups of lanes that grow when more work is served at a time.
struct RecordedLanes: Sendable {
    private struct Group: Sendable {
        var name: Lane.Group
        var lanes: [Lane] = []
        var isBusy: [Bool] = []
    }

    private let pipeline: Pipeline
    private var groups: [Group] = []
    private var indices: [Lane.Group: Int] = [:]

    init(_ pipeline: Pipeline) { self.pipeline = pipeline }

    /// The group that serves the work; nil for what occupies nothing that is shown.
    mutating func group(of work: Work, accelerator: Int) -> Int? {
        guard let name = name(of: work, accelerator: accelerator) else { return nil }
        if let index = indices[name] { return index }
        groups.append(Group(name: name))
        indices[name] = groups.count - 1
        return groups.count - 1
    }

    /// The lowest free lane.
    mutating func take(in group: Int, at now: Int64) -> Int {
        if let free = groups[group].isBusy.firstIndex(of: false) {
            groups[group].isBusy[free] = true
            return free
        }
        let number = groups[group].lanes.count
        groups[group].isBusy.append(true)
        groups[group].lanes.append(Lane(group: groups[group].name, number: number, firstBegin: now, spans: []))
        return number
    }

    mutating func free(_ lane: Int, in group: Int) { groups[group].isBusy[lane] = false }

    mutating func add(_ span: Span, to lane: Int, in group: Int) { groups[group].lanes[lane].spans.append(span) }

    /// How many lanes a group has.
    func count(of name: Lane.Group) -> Int { indices[name].map { groups[$0].lanes.count } ?? 0 }

    /// All lanes that had work by the window's end, their spans cut to it.
    func lanes(in window: Range<Int64>) -> [Lane] {
        groups.sorted { $0.name < $1.name }.flatMap(\.lanes).filter { $0.firstBegin < window.upperBound }.map { lane in
            var lane = lane
            lane.spans = lane.spans.compactMap { $0.cut(to: window) }
            return lane
        }
    }

    private func name(of work: Work, accelerator: Int) -> Lane.Group? {
        let stage = Int(work.stage)
        let thread = work.place.kind.thread
        return switch thread {
        case .disk: Lane.Group(.disk)
        case .readCache: Lane.Group(.readCache)
        case .worker: Lane.Group(.worker)
        case .own: Lane.Group(.ownThread)
        case .caller: threadOfCaller(stage, accelerator)
        case .copyEngine: Lane.Group(.copyEngine, accelerator: accelerator)
        case .accelerator: Lane.Group(.accelerator, accelerator: accelerator)
        case .stepCores: Lane.Group(.stepCores, accelerator: accelerator)
        case .trainingLoop: Lane.Group(.trainingLoop, accelerator: accelerator)
        case .receiver:
            stage == pipeline.stages.count - 1 ? Lane.Group(.trainingLoop, accelerator: accelerator) : nil
        case .none: nil
        }
    }

    /// The thread of the next stage that has one, or that of the training loop.
    private func threadOfCaller(_ stage: Int, _ accelerator: Int) -> Lane.Group {
        let owner = pipeline.stages.indices[stage...].first { pipeline.stages[$0].operator.isAsynchronous }
        return owner.map { Lane.Group(.stageThread, accelerator: accelerator, stage: $0) }
            ?? Lane.Group(.trainingLoop, accelerator: accelerator)
    }
}

extension Span {
    /// The part in a window, if any.
    func cut(to window: Range<Int64>) -> Span? {
        var part = self
        part.begin = max(begin, window.lowerBound)
        part.end = min(end, window.upperBound)
        part.isFinished = isFinished && end <= window.upperBound
        return part.begin < part.end ? part : nil
    }
}
