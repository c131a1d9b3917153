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
    var results: [Call] = []
    /// Of an unordered map: results that are ready, and since when all are.
    var ready: [Call] = []
    var readySince: Int64 = 0

    init(parallelism: Int, isOrdered: Bool) {
        self.parallelism = parallelism
        self.isOrdered = isOrdered
        let none = Call(end: arrivedAt, number: 0, sample: 0, samples: 0)
        if isOrdered { results = Array(repeating: none, count: parallelism + 1) }
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
    mutating func removeOld() {
        let old = isOrdered ? min(closed, freed) : closed
        guard old >= 64, old * 2 >= ends.count else { return }
        ends.removeSubrange(0..<old)
        closed -= old
        freed -= old
    }
}

extension RecurrenceRun {
    /// Begins the next call of a map whose element is asked for at an instant.
    private mutating func beginCall(_ stage: Int, askedAt pull: Happening) {
        let index = stages[stage].index
        let input = next(stage - 1, pull)
        calls[index].pulledAt = pull
        if input.isEnd {
            calls[index].endedAt = input.at
            return
        }
        let service = callNanoseconds(stage, input)
        if service == 0 { refuse("a call of a parallel map takes no time") }
        stages[stage].pieces += 1
        stages[stage].timedPieces += 1
        let end = end(stage, service, from: input.at, sharesCores: sharesCores(stage))
        stages[stage].work.change(by: 1, at: input.at.time)
        let call = RecurrenceCalls.Call(
            end: end, number: calls[index].begun, sample: input.sample, samples: input.samples)
        calls[index].arrivedAt = input.at
        if calls[index].isOrdered { calls[index].results[call.number % (calls[index].parallelism + 1)] = call }
        calls[index].begun += 1
        if !calls[index].insert(call) && !calls[index].isOrdered {
            refuse("two calls end at one instant, \(end.time) ns")
        }
    }

    /// Notes the end of a call, and that it has a result.
    @inline(__always)
    private mutating func close(_ stage: Int, _ call: RecurrenceCalls.Call) {
        stages[stage].workEnds.change(by: -1, at: call.end.time)
        stages[stage].make(call.samples, at: call.end)
        calls[stages[stage].index].closed += 1
    }

    /// The epoch is over: all calls have ended, and all results have been taken.
    mutating func closeAll(_ stage: Int) {
        let index = stages[stage].index
        while calls[index].closed < calls[index].ends.count { close(stage, calls[index].ends[calls[index].closed]) }
    }

    /// A result is held, or is no more.
    @inline(__always)
    mutating func hold(_ stage: Int, _ elements: Int64, at now: Int64) {
        stages[stage].held.change(elements: elements, bytes: 0, at: now)
    }
}

// MARK: Unordered

extension RecurrenceRun {
    mutating func nextUnordered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        let parallelism = calls[index].parallelism
        beginUnordered(stage, demand)
        while calls[index].closed < calls[index].ends.count {
            let call = calls[index].ends[calls[index].closed]
            guard isBefore(call.end, demand) else { break }
            close(stage, call)
            hold(stage, 1, at: call.end.time)
            calls[index].ready.append(call)
            if calls[index].ready.count == parallelism { calls[index].readySince = call.end.time }
        }
        if calls[index].ready.count == parallelism {
            stages[stage].ahead.add(from: calls[index].readySince, to: demand.time)
        }
        if let call = calls[index].takeFirstReady() {
            hold(stage, -1, at: demand.time)
            return answer(stage, call, at: demand)
        }
        guard calls[index].closed < calls[index].ends.count else {
            return RecurrenceAnswer(at: demand.later(calls[index].endedAt ?? demand))
        }
        let call = calls[index].ends[calls[index].closed]
        close(stage, call)
        hold(stage, 1, at: call.end.time)
        hold(stage, -1, at: call.end.time)
        return answer(stage, call, at: call.end)
    }

    private mutating func beginUnordered(_ stage: Int, _ demand: Happening) {
        let index = stages[stage].index
        let parallelism = calls[index].parallelism
        while calls[index].endedAt == nil, calls[index].begun < calls[index].answered + parallelism {
            if calls[index].begun == 0 {
                beginCall(stage, askedAt: demand)
            } else if calls[index].begun < parallelism {
                beginCall(stage, askedAt: calls[index].arrivedAt)
            } else {
                beginCall(stage, askedAt: calls[index].arrivedAt.later(calls[index].deliveredAt))
            }
        }
        calls[index].removeOld()
    }

    private mutating func answer(
        _ stage: Int, _ call: RecurrenceCalls.Call, at happening: Happening
    ) -> RecurrenceAnswer {
        calls[stages[stage].index].answered += 1
        calls[stages[stage].index].deliveredAt = happening
        return RecurrenceAnswer(at: happening, sample: call.sample, samples: call.samples)
    }
}

extension RecurrenceCalls {
    /// Of the results that are ready, that of the call begun first.
    fileprivate mutating func takeFirstReady() -> Call? {
        guard var best = ready.indices.first else { return nil }
        for place in ready.indices where ready[place].number < ready[best].number { best = place }
        ready.swapAt(best, ready.count - 1)
        return ready.popLast()
    }
}

// MARK: Ordered

extension RecurrenceRun {
    mutating func nextOrdered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        let number = calls[index].answered
        noteAhead(stage, demand)
        closeOrdered(stage, before: demand)
        beginOrdered(stage, demand)
        guard number < calls[index].begun else {
            return RecurrenceAnswer(at: demand.later(calls[index].endedAt ?? demand))
        }
        let call = calls[index].results[number % (calls[index].parallelism + 1)]
        let isReady = call.end.isBefore(demand)
        if isReady == true {
            hold(stage, -1, at: demand.time)
            return answer(stage, call, at: demand)
        }
        // At the same instant: whether it was held for no time matters only where it would be one more than ever.
        if isReady == nil, stages[stage].held.elements == stages[stage].held.maximumElements {
            refuse("a call ends at the instant, \(demand.time) ns, at which its result is asked for")
        }
        noteHeldBack(stage, until: call)
        return answer(stage, call, at: call.end.later(demand))
    }

    /// From the time at which all calls have results, and nobody waits for one, until the next demand.
    private mutating func noteAhead(_ stage: Int, _ demand: Happening) {
        let index = stages[stage].index
        guard calls[index].answered > 0, calls[index].begun == calls[index].answered + calls[index].parallelism,
            let last = calls[index].last
        else { return }
        stages[stage].ahead.add(from: max(last.time, calls[index].deliveredAt.time), to: demand.time)
    }

    /// Notes the ends of calls before a demand: results that nobody has asked for are held.
    private mutating func closeOrdered(_ stage: Int, before demand: Happening) {
        let index = stages[stage].index
        while calls[index].closed < calls[index].ends.count {
            let call = calls[index].ends[calls[index].closed]
            guard call.end.isBefore(demand) == true else { break }
            close(stage, call)
            if call.number >= calls[index].answered { hold(stage, 1, at: call.end.time) }
        }
    }

    private mutating func beginOrdered(_ stage: Int, _ demand: Happening) {
        let index = stages[stage].index
        let parallelism = calls[index].parallelism
        while calls[index].endedAt == nil, calls[index].begun <= calls[index].answered + parallelism {
            if calls[index].begun == 0 {
                beginCall(stage, askedAt: demand)
            } else if calls[index].begun < parallelism {
                beginCall(stage, askedAt: calls[index].arrivedAt)
            } else {
                // Of those begun so far, `parallelism` less one may still be open.
                let freed = calls[index].ends[calls[index].freed].end
                calls[index].freed += 1
                beginCall(stage, askedAt: calls[index].arrivedAt.later(demand).later(freed))
            }
        }
        calls[index].removeOld()
    }

    /// Results that wait behind the awaited call, from the instant at which all places are taken until its end.
    private mutating func noteHeldBack(_ stage: Int, until awaited: RecurrenceCalls.Call) {
        let index = stages[stage].index
        let (full, last) = (calls[index].pulledAt, awaited.number + calls[index].parallelism)
        var until = awaited.end.time
        // The place of an element that did not come is taken until the end of the data is met.
        if calls[index].begun == last, let endedAt = calls[index].endedAt { until = min(until, endedAt.time) }
        guard calls[index].begun > last || calls[index].endedAt != nil && calls[index].begun == last, full.time < until
        else { return }
        var (waiting, since): (Int64, Int64) = (0, .max)
        for place in calls[index].freed..<calls[index].ends.count {
            let call = calls[index].ends[place]
            guard call.end.time < until else { break }
            let begin = max(call.end.time, full.time)
            stages[stage].heldBack.change(by: 1, at: begin)
            // Known when the call ended: held back since before it.
            if call.end.time > full.time { pieces.setHeldBack(call.end.piece, since: since) }
            if waiting == 0 { since = begin }
            waiting += 1
        }
        guard waiting > 0 else { return }
        stages[stage].heldBack.change(by: -waiting, at: until)
        if until == awaited.end.time { pieces.setHeldBack(awaited.end.piece, since: since) }
    }
}
