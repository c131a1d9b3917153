/// When a parallel map has a slot for another call.
///
/// A type and not a value, so that following the rule costs nothing.
protocol SlotRule {
    /// Whether another call may begin, as far as its slot goes.
    static func leavesSlot(_ use: SlotUse) -> Bool
}

/// How the slots of a parallel map are used at a moment.
struct SlotUse {
    /// Slots of calls that run and of results that wait.
    var taken: Int
    /// Calls at a time.
    var parallelism: Int
    /// Whether the consumer waits for a call that has left its slot.
    var headIsAwaited: Bool
    /// Whether the consumer waits and there is nothing for it.
    var isBlocked: Bool
}

/// tf.data's rule: calls that run and results that wait share as many slots as there are calls at a time.
///
/// - Source: TensorFlow 2.21, `parallel_map_dataset_op.cc`, `RunnerThread`.
enum SharedSlots: SlotRule {
    @inline(__always)
    static func leavesSlot(_ use: SlotUse) -> Bool { use.taken < use.parallelism }
}

/// Wrong: the call that the consumer waits for keeps its slot until it is done.
enum HeadKeepsSlot: SlotRule {
    static func leavesSlot(_ use: SlotUse) -> Bool { use.taken + (use.headIsAwaited ? 1 : 0) < use.parallelism }
}

/// Wrong: results that wait have as many slots again.
enum SlotsForResults: SlotRule {
    static func leavesSlot(_ use: SlotUse) -> Bool { use.taken < 2 * use.parallelism }
}

/// Wrong: calls begin only while the consumer waits.
enum SlotsOnDemand: SlotRule {
    static func leavesSlot(_ use: SlotUse) -> Bool { use.taken < use.parallelism && use.isBlocked }
}
