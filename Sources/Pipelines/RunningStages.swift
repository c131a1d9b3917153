import BasicContainers

/// The state machines of a run, in the order of its stages.
///
/// Those of the usual operators are each in an array of their own type, so that calls of them are direct and change
/// them in place; a box that may hold any type costs every call a look at its type and its owner. Whatever else an
/// operator makes runs in such a box.
struct RunningStages: ~Copyable {
    private enum Kind { case source, map, parallelMap, batch, prefetch, loader, other }

    private struct Place: BitwiseCopyable {
        var kind: Kind
        var index: Int
    }

    private var places: RigidArray<Place>
    private var sources = UniqueArray<SampleSourceStage>()
    private var maps = UniqueArray<SequentialMapStage>()
    private var parallelMaps = UniqueArray<ParallelMapStage>()
    private var batches = UniqueArray<BatchStage>()
    private var prefetches = UniqueArray<PrefetchStage>()
    private var loaders = UniqueArray<DataLoaderStage>()
    private var others = UniqueArray<any Stage & ~Copyable>()

    /// No stages.
    init(capacity: Int) { places = RigidArray(capacity: capacity) }

    var count: Int { places.count }

    /// Adds the stage that comes next.
    mutating func append(_ machine: consuming StageMachine) {
        switch consume machine {
        case .source(let stage): sources.append(stage); place(.source, sources.count)
        case .map(let stage): maps.append(stage); place(.map, maps.count)
        case .parallelMap(let stage): parallelMaps.append(stage); place(.parallelMap, parallelMaps.count)
        case .batch(let stage): batches.append(stage); place(.batch, batches.count)
        case .prefetch(let stage): prefetches.append(stage); place(.prefetch, prefetches.count)
        case .loader(let stage): loaders.append(stage); place(.loader, loaders.count)
        case .other(let stage): others.append(stage); place(.other, others.count)
        }
    }

    private mutating func place(_ kind: Kind, _ count: Int) { places.append(Place(kind: kind, index: count - 1)) }

    /// The downstream of a stage asks it for an element.
    @inline(__always)
    mutating func demand(of stage: Int, _ actions: inout Actions) {
        let index = places[stage].index
        switch places[stage].kind {
        case .source: sources[index].demand(&actions)
        case .map: maps[index].demand(&actions)
        case .parallelMap: parallelMaps[index].demand(&actions)
        case .batch: batches[index].demand(&actions)
        case .prefetch: prefetches[index].demand(&actions)
        case .loader: loaders[index].demand(&actions)
        case .other: others[index].demand(&actions)
        }
    }

    /// The upstream of a stage delivers what it has pulled.
    @inline(__always)
    mutating func deliver(_ element: Element, to stage: Int, _ actions: inout Actions) {
        let index = places[stage].index
        switch places[stage].kind {
        case .source: sources[index].element(element, &actions)
        case .map: maps[index].element(element, &actions)
        case .parallelMap: parallelMaps[index].element(element, &actions)
        case .batch: batches[index].element(element, &actions)
        case .prefetch: prefetches[index].element(element, &actions)
        case .loader: loaders[index].element(element, &actions)
        case .other: others[index].element(element, &actions)
        }
    }

    /// Work that a stage has begun is done.
    @inline(__always)
    mutating func complete(_ work: Work, _ actions: inout Actions) {
        let index = places[Int(work.stage)].index
        switch places[Int(work.stage)].kind {
        case .source: sources[index].workDone(work, &actions)
        case .map: maps[index].workDone(work, &actions)
        case .parallelMap: parallelMaps[index].workDone(work, &actions)
        case .batch: batches[index].workDone(work, &actions)
        case .prefetch: prefetches[index].workDone(work, &actions)
        case .loader: loaders[index].workDone(work, &actions)
        case .other: others[index].workDone(work, &actions)
        }
    }

    /// Gives a stage an input of the rarer kinds.
    mutating func give(_ input: StageInput, to stage: Int, _ actions: inout Actions) {
        let index = places[stage].index
        switch places[stage].kind {
        case .source: input.enter(&sources[index], &actions)
        case .map: input.enter(&maps[index], &actions)
        case .parallelMap: input.enter(&parallelMaps[index], &actions)
        case .batch: input.enter(&batches[index], &actions)
        case .prefetch: input.enter(&prefetches[index], &actions)
        case .loader: input.enter(&loaders[index], &actions)
        case .other: input.enter(&others[index], &actions)
        }
    }

    /// What a tuner has made of a stage's parameter, if one governs it.
    func tunedValue(of stage: Int) -> Int? {
        let index = places[stage].index
        return switch places[stage].kind {
        case .parallelMap: parallelMaps[index].tunedValue
        case .prefetch: prefetches[index].tunedValue
        case .other: others[index].tunedValue
        case .source, .map, .batch, .loader: nil
        }
    }

    /// Whether a stage has begun a cache that is not complete.
    func holdsIncompleteCache(_ stage: Int) -> Bool {
        places[stage].kind == .other && others[places[stage].index].holdsIncompleteCache
    }

    /// Whether work that a stage has begun comes back to it after a reset.
    func keepsWork(_ stage: Int) -> Bool {
        let index = places[stage].index
        return switch places[stage].kind {
        case .loader: loaders[index].keepsWork
        case .other: others[index].keepsWork
        case .source, .map, .parallelMap, .batch, .prefetch: false
        }
    }
}

/// What a stage is told a few times in a run.
enum StageInput {
    case ended
    case failed(Failure)
    case workFailed(Work, Failure)
    case reset
    case parameter(Int)

    func enter<Machine: Stage & ~Copyable>(_ stage: inout Machine, _ actions: inout Actions) {
        switch self {
        case .ended: stage.upstreamEnded(&actions)
        case .failed(let failure): stage.failed(failure, &actions)
        case .workFailed(let work, let failure): stage.workFailed(work, failure, &actions)
        case .reset: stage.reset(&actions)
        case .parameter(let value): stage.parameterChanged(to: value, &actions)
        }
    }

    func enter(_ stage: inout any Stage & ~Copyable, _ actions: inout Actions) {
        switch self {
        case .ended: stage.upstreamEnded(&actions)
        case .failed(let failure): stage.failed(failure, &actions)
        case .workFailed(let work, let failure): stage.workFailed(work, failure, &actions)
        case .reset: stage.reset(&actions)
        case .parameter(let value): stage.parameterChanged(to: value, &actions)
        }
    }
}
