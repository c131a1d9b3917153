import BasicContainers
import Pipelines

/// An ordered map: the results of later calls wait for that of an earlier one.
extension RecurrenceRun {
    mutating func nextOrdered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        let number = calls[index].answered
        memory.reach(demand.time, in: stages[stage].threads.ends)
        calls[index].closeOrdered(before: demand, &stages[stage], &memory)
        while let pull = calls[index].orderedPull(demand) { beginCall(stage, askedAt: pull) }
        calls[index].removeOld()
        guard number < calls[index].begun else {
            return end(stage, demand.later(calls[index].endedAt ?? demand), after: calls[index].endCause)
        }
        let call = calls[index].results[number % (calls[index].parallelism + 1)]
        let isReady = call.end.isBefore(demand)
        if isReady == true { return calls[index].answer(call, at: demand, isHeld: true, &stages[stage], &memory) }
        // At the same instant: whether it was held for no time matters only where it would be one more than ever.
        if isReady == nil, stages[stage].held.elements == stages[stage].held.maximumElements {
            refuse("a call ends at the instant, \(demand.time) ns, at which its result is asked for")
        }
        noteHeldBack(stage, until: call)
        return calls[index].answer(call, at: call.end.later(demand), isHeld: false, &stages[stage], &memory)
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

extension RecurrenceCalls {
    /// From the time at which all calls have results, and nobody waits for one, until the next demand.
    @inline(__always)
    private func noteAhead(until demand: Happening, _ stage: inout RecurrenceStage) {
        guard answered > 0, begun == answered + parallelism, let last else { return }
        stage.ahead.add(from: max(last.time, deliveredAt.time), to: demand.time)
    }

    /// Notes the ends of calls before a demand: results that nobody has asked for are held.
    @inline(__always)
    fileprivate mutating func closeOrdered(
        before demand: Happening, _ stage: inout RecurrenceStage, _ memory: inout RecurrenceMemory
    ) {
        noteAhead(until: demand, &stage)
        while closed < ends.count, ends[closed].end.isBefore(demand) == true {
            let call = ends[closed]
            close(call, isHeld: call.number >= answered, &stage, &memory)
        }
    }

    /// When the element of the next call is asked for, if that is by the time at which a result is asked for.
    @inline(__always)
    fileprivate mutating func orderedPull(_ demand: Happening) -> Happening? {
        guard endedAt == nil, begun <= answered + parallelism else { return nil }
        if begun == 0 { return demand }
        if begun < parallelism { return arrivedAt }
        // Of those begun so far, `parallelism` less one may still be open.
        freed += 1
        return arrivedAt.later(demand).later(ends[freed - 1].end)
    }
}
