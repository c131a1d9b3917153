import BasicContainers

/// An unordered map: whatever is ready first.
extension RecurrenceRun {
    mutating func nextUnordered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        let parallelism = calls[index].parallelism
        memory.reach(demand.time, in: stages[stage].threads.ends)
        beginUnordered(stage, demand)
        while calls[index].closed < calls[index].ends.count {
            let call = calls[index].ends[calls[index].closed]
            guard isBefore(call.end, demand) else { break }
            close(stage, call, isHeld: true)
            calls[index].ready.append(call)
            if calls[index].ready.count == parallelism { calls[index].readySince = call.end.time }
        }
        if calls[index].ready.count == parallelism {
            stages[stage].ahead.add(from: calls[index].readySince, to: demand.time)
        }
        if let call = calls[index].takeFirstReady() {
            hold(stage, -1, -call.bytes, at: demand)
            return answer(stage, call, at: demand)
        }
        guard calls[index].closed < calls[index].ends.count else {
            return end(stage, demand.later(calls[index].endedAt ?? demand), after: calls[index].endCause)
        }
        let call = calls[index].ends[calls[index].closed]
        close(stage, call, isHeld: true)
        hold(stage, -1, -call.bytes, at: call.end)
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
