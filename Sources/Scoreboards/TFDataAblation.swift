import Importers
import Pipelines

/// A rule of the model, replaced by a wrong one to see what the right one is worth.
///
/// The wrong forms are changes to the case, which is then translated and simulated as always; or they are the engine's.
package enum TFDataAblation: String, Sendable, CaseIterable {
    /// A slot of the last prefetch is free when the step of its element ends, not when the element is taken.
    case prefetchSlotFreedAtStepEnd = "prefetch-slot-freed-at-step-end"
    /// A prefetch computes an element before it waits for room.
    case prefetchComputesThenBlocks = "prefetch-compute-then-block"
    /// A parallel map pulls only while its consumer waits for a call.
    case noRunAhead = "no-run-ahead"
    /// The element that the consumer of an ordered parallel map waits for keeps its slot until it is finished.
    case headKeepsSlot = "head-keeps-slot"
    /// A parallel map has as many slots again for finished calls.
    case finishedCallsApart = "finished-calls-apart"
    /// Every call has a thread: the pool has no end.
    case noPool = "no-pool"
    /// A parallel interleave opens a file only when a place of its cycle is free.
    case noFutureWorkers = "no-future-workers"
    /// The executor itself takes no time.
    case noOverheads = "no-overheads"
    /// The pipeline runs as written under default options too.
    case noRewrites = "no-rewrites"
    /// A tuned prefetch stays at its first limit, 1.
    case noPrefetchTuning = "no-prefetch-tuning"

    /// The right rule and the wrong one, for the reader.
    package var explanation: String {
        switch self {
        case .prefetchSlotFreedAtStepEnd:
            "a slot of the last prefetch is freed when its element is taken; wrong: when the step on it ends"
        case .prefetchComputesThenBlocks:
            "prefetch waits for room, then computes; wrong: it computes, then waits with the element in hand"
        case .noRunAhead:
            "a parallel map works ahead without a prefetch; wrong: it pulls only while its consumer waits for a call"
        case .headKeepsSlot:
            "the element that is waited for leaves its slot in an ordered parallel map; wrong: only when it is finished"
        case .finishedCallsApart:
            "running and finished calls of a parallel map share P slots; wrong: finished ones have P slots of their own"
        case .noPool:
            "all calls share a pool of threads, and waiting calls hold theirs; wrong: every call has a thread"
        case .noFutureWorkers:
            "a parallel interleave opens files ahead of their turn; wrong: only when a place of the cycle is free"
        case .noOverheads: "calls, wake-ups and next() take time of their own; wrong: they take none"
        case .noRewrites: "default options rewrite the pipeline; wrong: it runs as written"
        case .noPrefetchTuning: "prefetch(AUTOTUNE) doubles its limit when it starves; wrong: the limit stays 1"
        }
    }

    /// The rule that the engine itself replaces by a wrong one, if it is one of these.
    var wrongRule: WrongRule? { WrongRule(rawValue: rawValue) }

    /// Makes the case what a model with the wrong rule would see.
    func apply(to measured: inout TFDataCase, _ overheads: inout TFDataOverheads) {
        switch self {
        case .prefetchSlotFreedAtStepEnd:
            // The element in the step then counts as buffered: one less may wait, and one alone never overlaps.
            changePipelines(of: &measured) { $0.changeLastPrefetch(by: -1) }
        case .prefetchComputesThenBlocks:
            // The element in hand is one more that is ready.
            changePipelines(of: &measured) { pipeline in
                for index in pipeline.indices { pipeline[index].changePrefetch(by: 1) }
            }
        case .noRunAhead, .headKeepsSlot, .finishedCallsApart, .noFutureWorkers:
            break
        case .noPool:
            measured.poolThreads = 65536
        case .noOverheads:
            overheads = TFDataOverheads()
        case .noRewrites:
            measured.options.rewritesGraph = false
            measured.options.injectsPrefetch = false
        case .noPrefetchTuning:
            changePipelines(of: &measured) { pipeline in
                for index in pipeline.indices where pipeline[index] == .prefetch(buffer: .automatic) {
                    pipeline[index] = .prefetch(buffer: .count(1))
                }
            }
        }
    }

    private func changePipelines(of measured: inout TFDataCase, _ change: (inout [TFDataOperator]) -> Void) {
        for index in measured.pipelines.indices { change(&measured.pipelines[index]) }
    }
}

extension TFDataOperator {
    /// A prefetch that has a buffer gets one of another length.
    fileprivate mutating func changePrefetch(by difference: Int) {
        if case .prefetch(.count(let buffer)) = self, buffer > 0 {
            self = .prefetch(buffer: .count(buffer + difference))
        }
    }
}

extension [TFDataOperator] {
    fileprivate mutating func changeLastPrefetch(by difference: Int) {
        if !isEmpty { self[count - 1].changePrefetch(by: difference) }
    }
}
