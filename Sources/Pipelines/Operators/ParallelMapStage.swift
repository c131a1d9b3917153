/// A parallel map: calls that follow tf.data's rule.
struct ParallelMapStage: CallingStage {
    var calls: ParallelCalls<SharedSlots>
}

/// A parallel map that is wrong in one rule, to see what the right one is worth.
enum WrongMapStage {
    struct HeadKeepingSlot: CallingStage { var calls: ParallelCalls<HeadKeepsSlot> }
    struct WithSlotsForResults: CallingStage { var calls: ParallelCalls<SlotsForResults> }
    struct OnDemand: CallingStage { var calls: ParallelCalls<SlotsOnDemand> }
}

/// A stage that is nothing but parallel calls.
///
/// Each conformer is a type without parameters: methods of a generic stage that are called through `any Stage` are not
/// specialised. One such map among three stages took 2.5 times as many instructions a run.
protocol CallingStage: Stage {
    associatedtype Rule: SlotRule
    var calls: ParallelCalls<Rule> { get set }
}

extension CallingStage {
    mutating func demand(_ actions: inout Actions) { calls.demand(&actions) }
    mutating func element(_ element: Element, _ actions: inout Actions) { calls.element(element, &actions) }
    mutating func workDone(_ work: Work, _ actions: inout Actions) { calls.workDone(work, &actions) }
    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        calls.workFailed(work, failure, &actions)
    }
    mutating func upstreamEnded(_ actions: inout Actions) { calls.upstreamEnded(&actions) }
    mutating func failed(_ failure: Failure, _ actions: inout Actions) { calls.failed(failure, &actions) }
    mutating func reset(_ actions: inout Actions) { calls.reset(&actions) }
    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        calls.parameterChanged(to: value, &actions)
    }
    var tunedValue: Int? { calls.tunedValue }
}
