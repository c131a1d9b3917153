import Pipelines
import Variates

/// In which company a scenario reads and trains: its functions, as many calls at a time, and its steps, all at their
/// mean durations.
///
/// Reads and steps take longer among them than alone: a processor that has been idle, or computes something else,
/// notices late that one is done.
struct Surroundings: Equatable {
    private let source: StoredFiles
    private let interleave: Interleave?
    private let maps: [Map]
    private let names: [String]
    private let step: TrainingLoop

    init(_ pipeline: Pipeline) {
        source = pipeline.storedFiles
        interleave = pipeline.stages.lazy.compactMap { $0.operator as? Interleave }.first?.atMeanDuration
        let stages = pipeline.stages.filter { $0.operator is Map }
        maps = stages.compactMap { ($0.operator as? Map)?.atMeanDuration }
        names = stages.map(\.name)
        step = pipeline.training.atMeanDuration
    }

    /// Calls that compute at the same time, at least 1 and no more than cores.
    func computingCalls(cores: Int) -> Int {
        let calls = maps.filter { $0.use == .core }.map(\.concurrency) + [interleavedCalls]
        return min(max(1, calls.max() ?? 1), max(1, cores))
    }

    private var interleavedCalls: Int {
        guard let interleave, interleave.use == .core, !interleave.callsTakeNoTime else { return 1 }
        return interleave.parallelism.count ?? 1
    }

    /// Seconds from one read to the next, at the least.
    var secondsPerRead: Double {
        let functions = maps.map { $0.service.secondsPerElement.mean / Double($0.concurrency) }
        return (functions + [step.step.mean]).max() ?? 0
    }

    /// A loop of a given number of steps.
    func training(steps: Int) -> TrainingLoop {
        var training = step
        training.stepsPerEpoch = steps
        return training
    }

    /// The functions between a source and a buffer.
    func stages(_ source: Pipeline.NamedStage, _ buffer: Pipeline.NamedStage) -> [Pipeline.NamedStage] {
        var stages = [source]
        if let interleave { stages.append(.init(name: "interleave", operator: interleave)) }
        for (name, map) in zip(names, maps) { stages.append(.init(name: name, operator: map)) }
        return stages + [buffer]
    }

    /// The maps with as many calls at a time as it takes for the steps to be the limit, shorter ones if need be.
    ///
    /// - Parameter cores: of the machine.
    func stagesThatKeepUp(
        _ source: Pipeline.NamedStage, _ buffer: Pipeline.NamedStage, cores: Int
    ) -> [Pipeline.NamedStage] {
        let seconds = step.step.mean
        let computed = maps.filter { $0.use == .core }.reduce(0) { $0 + $1.service.secondsPerElement.mean }
        let scale = min(1, Self.share * Double(cores) * seconds / max(computed, 1e-9))
        let functions = zip(names, maps).map { name, map -> Pipeline.NamedStage in
            var map = map
            let mean = map.service.secondsPerElement.mean * (map.use == .core ? scale : 1)
            map.service = ServiceTime(secondsPerElement: .constant(mean))
            // A little less, so that rounding errors ask for no further call.
            let calls = (mean / seconds / Self.share - 1e-9).rounded(.up)
            map.parallelism = .fixed(calls < Double(Self.mostCalls) ? max(2, Int(calls)) : Self.mostCalls)
            return .init(name: name, operator: map)
        }
        return [source] + functions + [buffer]
    }

    /// Of the cores, and of the calls' time, that steps which must be the limit leave in use.
    private static let share = 0.75
    private static let mostCalls = 64
}

extension Map {
    fileprivate var atMeanDuration: Map {
        var map = self
        map.service.secondsPerElement = .constant(service.secondsPerElement.mean)
        map.order = .ordered
        map.lock = nil
        if let requests {
            (map.requests, map.parallelism, map.pool) = (nil, .fixed(requests), .own)
        }
        return map
    }
}

extension Interleave {
    fileprivate var atMeanDuration: Interleave {
        var interleave = self
        interleave.service.secondsPerElement = .constant(service.secondsPerElement.mean)
        interleave.order = .ordered
        interleave.lock = nil
        return interleave
    }
}

extension TrainingLoop {
    /// Steps one after the other, each as long as they are in the mean.
    fileprivate var atMeanDuration: TrainingLoop {
        var training = self
        training.step = .constant(step.mean)
        training.runAhead = 0
        training.epochs = 1
        training.firstEpochSteps = nil
        return training
    }
}
