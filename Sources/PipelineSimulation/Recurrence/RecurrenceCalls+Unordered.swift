import BasicContainers

/// An unordered map: whatever is ready first.
extension RecurrenceRun {
    mutating func nextUnordered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        memory.reach(demand.time, in: stages[stage].threads.ends)
        while let pull = calls[index].unorderedPull(demand) { beginCall(stage, askedAt: pull) }
        calls[index].removeOld()
        if !calls[index].closeUnordered(before: demand, &stages[stage], &memory) {
            refuse("a call ends at the instant, \(demand.time) ns, at which a result is asked for")
        }
        if let answer = calls[index].nextUnordered(demand, &stages[stage], &memory) { return answer }
        return end(stage, demand.later(calls[index].endedAt ?? demand), after: calls[index].endCause)
    }
}

extension RecurrenceCalls {
    /// When the element of the next call is asked for, if that is before a result is given to whoever asks at an instant.
    @inline(__always)
    fileprivate func unorderedPull(_ demand: Happening) -> Happening? {
        guard endedAt == nil, begun < answered + parallelism else { return nil }
        if begun == 0 { return demand }
        return begun < parallelism ? arrivedAt : arrivedAt.later(deliveredAt)
    }

    /// Notes the ends of calls before a demand: their results are ready.
    ///
    /// - Returns: whether it can be told which these are.
    @inline(__always)
    fileprivate mutating func closeUnordered(
        before demand: Happening, _ stage: inout RecurrenceStage, _ memory: inout RecurrenceMemory
    ) -> Bool {
        var isKnown = true
        while closed < ends.count {
            let isReady = ends[closed].end.isBefore(demand)
            if isReady == nil { isKnown = false }
            guard isReady == true else { break }
            let call = ends[closed]
            close(call, isHeld: true, &stage, &memory)
            ready.append(call)
            if ready.count == parallelism { readySince = call.end.time }
        }
        if ready.count == parallelism { stage.ahead.add(from: readySince, to: demand.time) }
        return isKnown
    }

    /// The result that is given to whoever asks at an instant; nil at the end of the data.
    @inline(__always)
    fileprivate mutating func nextUnordered(
        _ demand: Happening, _ stage: inout RecurrenceStage, _ memory: inout RecurrenceMemory
    ) -> RecurrenceAnswer? {
        if let call = takeFirstReady() { return answer(call, at: demand, isHeld: true, &stage, &memory) }
        guard closed < ends.count else { return nil }
        let call = ends[closed]
        close(call, isHeld: true, &stage, &memory)
        return answer(call, at: call.end, isHeld: true, &stage, &memory)
    }

    /// Of the results that are ready, that of the call begun first.
    private mutating func takeFirstReady() -> Call? {
        guard !ready.isEmpty else { return nil }
        var best = 0
        for place in 1..<ready.count where ready[place].number < ready[best].number { best = place }
        ready.swapAt(best, ready.count - 1)
        return ready.removeLast()
    }
}
