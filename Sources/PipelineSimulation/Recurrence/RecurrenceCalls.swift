import BasicContainers
import Pipelines

/// Calls of a parallel map, several at a time.
///
/// A call is begun for an element that the map has asked for as soon as the one before has come, fewer than
/// `parallelism` calls are open, and as many places are not taken: of an ordered map from the demand that is
/// `parallelism` before it, of an unordered one from the delivery.
struct RecurrenceCalls: ~Copyable {
    struct Call: BitwiseCopyable {
        var end: Happening
        var number: Int
        var sample: Int64
        var samples: Int64
        var bytes: Int64
        /// Of the element that went in.
        var inputBytes: Int64
    }

    let parallelism: Int
    let isOrdered: Bool
    /// Calls that have been begun, as far as it is known.
    var begun = 0
    /// When the element of the latest of them came, and when it had been asked for.
    var arrivedAt = Happening(time: 0, scheduled: 0, piece: Happening.ambiguous)
    var pulledAt = Happening(time: 0, scheduled: 0, piece: Happening.ambiguous)
    /// When the end of the data was met.
    var endedAt: Happening?
    /// The last change of memory before that.
    var endCause: Int64 = 0
    /// Demands that have been answered, and when the latest was.
    var answered = 0
    var deliveredAt = Happening(time: 0, scheduled: 0, piece: Happening.ambiguous)
    /// Calls in the order of their ends; those before both `closed` and `freed` have been removed from time to time.
    var ends = UniqueArray<Call>()
    /// Calls whose end has been noted.
    var closed = 0
    /// Calls whose end has let another begin.
    var freed = 0
    /// Of an ordered map, by number.
    var results = UniqueArray<Call>()
    /// Of an unordered map: results that are ready, and since when all are.
    var ready = UniqueArray<Call>()
    var readySince: Int64 = 0

    init(parallelism: Int, isOrdered: Bool) {
        self.parallelism = parallelism
        self.isOrdered = isOrdered
        let none = Call(end: arrivedAt, number: 0, sample: 0, samples: 0, bytes: 0, inputBytes: 0)
        if isOrdered { results = UniqueArray(repeating: none, count: parallelism + 1) }
    }

    /// A new epoch.
    mutating func reset() {
        (begun, answered, closed, freed) = (0, 0, 0, 0)
        endedAt = nil
        ends.removeAll(keepingCapacity: true)
        ready.removeAll(keepingCapacity: true)
    }

    /// The end of the call that ends last, of those that are not noted yet or have not let others begin.
    var last: Happening? { ends.isEmpty ? nil : ends[ends.count - 1].end }

    /// Adds a call in its place.
    ///
    /// - Returns: false where two end at one instant in an order that is not known.
    mutating func insert(_ call: Call) -> Bool {
        var isKnown = true
        ends.append(call)
        var place = ends.count - 1
        while place > 0 {
            guard let isBefore = call.end.isBefore(ends[place - 1].end) else {
                isKnown = false
                break
            }
            if !isBefore { break }
            ends[place] = ends[place - 1]
            place -= 1
        }
        ends[place] = call
        return isKnown
    }

    /// Removes what is of no more use, once there is much of it.
    @inline(__always)
    mutating func removeOld() {
        let old = isOrdered ? min(closed, freed) : closed
        if old >= 64, old * 2 >= ends.count { remove(old) }
    }

    private mutating func remove(_ old: Int) {
        ends.removeSubrange(0..<old)
        closed -= old
        freed -= old
    }

    /// Adds a call that is begun.
    ///
    /// - Returns: false where two end at one instant in an order that matters and is not known.
    mutating func begin(_ call: Call, at arrival: Happening, askedAt pull: Happening) -> Bool {
        (arrivedAt, pulledAt) = (arrival, pull)
        if isOrdered { results[call.number % (parallelism + 1)] = call }
        begun += 1
        return insert(call) || isOrdered
    }

    /// Notes the end of the next call that ends.
    ///
    /// - Parameter isHeld: whether its result is kept, and not given to whoever waits for it.
    @inline(__always)
    mutating func close(
        _ call: Call, isHeld: Bool, _ stage: inout RecurrenceStage, _ memory: inout RecurrenceMemory
    ) {
        stage.callEnds.change(by: -1, at: call.end.time)
        stage.make(call.samples, at: call.end)
        memory.work(on: -call.inputBytes, at: call.end.time, in: stage.threads.ends)
        closed += 1
        guard isHeld else { return }
        stage.held.change(elements: 1, bytes: call.bytes, at: call.end.time)
        memory.hold(call.bytes, at: call.end, in: stage.threads.ends, isFirst: true)
    }

    /// Answers with the result of a call.
    ///
    /// - Parameter isHeld: whether it has been kept until now.
    @inline(__always)
    mutating func answer(
        _ call: Call, at happening: Happening, isHeld: Bool, _ stage: inout RecurrenceStage,
        _ memory: inout RecurrenceMemory
    ) -> RecurrenceAnswer {
        answered += 1
        deliveredAt = happening
        if isHeld {
            stage.held.change(elements: -1, bytes: -call.bytes, at: happening.time)
            memory.hold(-call.bytes, at: happening, in: stage.threads.consumer)
        }
        return RecurrenceAnswer(at: happening, sample: call.sample, samples: call.samples, bytes: call.bytes)
    }

    /// The epoch is over: all calls have ended, and all results have been taken.
    mutating func closeAll(_ stage: inout RecurrenceStage, _ memory: inout RecurrenceMemory) {
        while closed < ends.count { close(ends[closed], isHeld: false, &stage, &memory) }
    }
}

extension RecurrenceRun {
    /// Begins the next call of a map whose element is asked for at an instant.
    mutating func beginCall(_ stage: Int, askedAt pull: Happening) {
        let index = stages[stage].index
        let input = next(stage - 1, pull)
        if input.isEnd {
            calls[index].endedAt = input.at
            calls[index].endCause = input.cause
            calls[index].pulledAt = pull
            memory.reach(.max, in: stages[stage].threads.own)
            return
        }
        let service = callNanoseconds(stage, input)
        if service == 0 { refuse("a call of a parallel map takes no time") }
        let call = RecurrenceCalls.Call(
            end: end(stage, service, from: input.at, sharesCores: sharesCores(stage)), number: calls[index].begun,
            sample: input.sample, samples: input.samples, bytes: resultBytes(stage, input), inputBytes: input.bytes)
        stages[stage].beginCall(on: input, &memory)
        if !calls[index].begin(call, at: input.at, askedAt: pull) {
            refuse("two calls end at one instant, \(call.end.time) ns")
        }
    }
}
