import Pipelines

/// A rule of the operators in a wrong form, to see what the right one is worth.
enum WrongRule: String, CaseIterable {
    /// The element that the consumer of an ordered parallel map waits for keeps its slot until it is finished.
    case headKeepsSlot = "head-keeps-slot"
    /// A parallel map has as many slots again for finished calls.
    case finishedCallsApart = "finished-calls-apart"
    /// A parallel map pulls only while its consumer waits for a call.
    case noRunAhead = "no-run-ahead"
    /// A parallel interleave opens a file only when a place of its cycle is free.
    case noFutureWorkers = "no-future-workers"

    /// The pipeline with the wrong rule in all operators that have the right one.
    func applied(to pipeline: Pipeline) -> Pipeline {
        let stages = pipeline.stages.map {
            Pipeline.NamedStage(name: $0.name, operator: applied(to: $0.operator))
        }
        do { return try Pipeline(stages: stages, training: pipeline.training) } catch {
            preconditionFailure("a rule has no say in where a stage may stand: \(error)")
        }
    }

    private func applied(to stage: any Operator) -> any Operator {
        switch (self, stage) {
        case (.headKeepsSlot, let map as Map): map.with(.keptByHead)
        case (.finishedCallsApart, let map as Map): map.with(.forResultsToo)
        case (.noRunAhead, let map as Map): map.with(.onDemand)
        case (.noFutureWorkers, let interleave as Interleave): interleave.withoutOpeningAhead
        default: stage
        }
    }
}

extension Map {
    fileprivate func with(_ slots: Slots) -> Map {
        var map = self
        map.slots = slots
        return map
    }
}

extension Interleave {
    fileprivate var withoutOpeningAhead: Interleave {
        var interleave = self
        interleave.opensAhead = false
        return interleave
    }
}
