import BasicContainers
import Pipelines

/// An ordered map: the results of later calls wait for that of an earlier one.
extension RecurrenceRun {
    mutating func nextOrdered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        let number = calls[index].answered
        memory.reach(demand.time, in: stages[stage].threads.ends)
        noteAhead(stage, demand)
        closeOrdered(stage, before: demand)
        beginOrdered(stage, demand)
        guard number < calls[index].begun else {
            return end(stage, demand.later(calls[index].endedAt ?? demand), after: calls[index].endCause)
        }
        let call = calls[index].results[number % (calls[index].parallelism + 1)]
        let isReady = call.end.isBefore(demand)
        if isReady == true {
            hold(stage, -1, -call.bytes, at: demand)
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
            close(stage, call, isHeld: call.number >= calls[index].answered)
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
