import BasicContainers
import DequeModule
import Pipelines

/// A buffer that a thread keeps full: it asks for element n as soon as it has the one before, and element n − `limit`
/// has left.
struct RecurrenceBuffer: ~Copyable {
    let limit: Int
    var answered = 0
    /// When the thread got its latest element, or met the end of the data.
    var gotAt = Happening(time: 0, scheduled: 0, piece: Happening.ambiguous)
    var hasEnded = false
    /// When the latest elements left, with their bytes, `limit` of them at most, and how many of these are noted.
    var left = UniqueDeque<(at: Happening, bytes: Int64)>()
    var noted = 0

    init(limit: Int) { self.limit = limit }

    /// A new epoch.
    mutating func reset() {
        answered = 0
        hasEnded = false
        left.removeAll()
        noted = 0
    }
}

extension RecurrenceRun {
    mutating func buffered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        if buffers[index].hasEnded { return end(stage, demand.later(buffers[index].gotAt), after: 0) }
        let limit = buffers[index].limit
        var pull = buffers[index].answered == 0 ? demand : buffers[index].gotAt
        if buffers[index].answered >= limit { pull = pull.later(buffers[index].left[0].at) }
        let input = next(stage - 1, pull)
        buffers[index].gotAt = input.at
        if input.isEnd {
            noteLeft(stage, before: nil)
            buffers[index].hasEnded = true
            memory.reach(.max, in: stages[stage].threads.own)
            return end(stage, demand.later(input.at), after: input.cause)
        }
        stages[stage].make(input.samples, at: input.at)
        noteLeft(stage, before: input.at)
        stages[stage].held.change(elements: 1, bytes: input.bytes, at: input.at.time)
        let kept = memory.hold(input.bytes, at: input.at, in: stages[stage].threads.own)
        memory.reach(input.at.time, in: stages[stage].threads.own)
        var answer = input
        answer.at = demand.later(input.at)
        memory.hold(-input.bytes, at: answer.at, in: stages[stage].threads.consumer, after: kept)
        leave(index, at: answer.at, input.bytes)
        if buffers[index].answered >= limit {
            let room = buffers[index].left[buffers[index].left.count - limit]
            stages[stage].ahead.add(from: input.at.time, to: room.at.time)
        }
        return answer
    }

    private mutating func leave(_ index: Int, at happening: Happening, _ bytes: Int64) {
        if buffers[index].left.count == buffers[index].limit {
            _ = buffers[index].left.popFirst()
            buffers[index].noted -= 1
        }
        buffers[index].left.append((happening, bytes))
        buffers[index].answered += 1
    }

    /// Elements have left before another comes, or before the end.
    private mutating func noteLeft(_ stage: Int, before happening: Happening?) {
        let index = stages[stage].index
        while buffers[index].noted < buffers[index].left.count {
            let left = buffers[index].left[buffers[index].noted]
            if let happening {
                // Of one and the same, the demand that lets an element leave comes first.
                let isAfter = happening.isBefore(left.at)
                if isAfter == nil { refuse("an element leaves a buffer at the instant at which another comes") }
                if isAfter == true { return }
            }
            stages[stage].held.change(elements: -1, bytes: -left.bytes, at: left.at.time)
            buffers[index].noted += 1
        }
    }

    /// The epoch is over: all elements have left.
    mutating func emptyBuffer(_ stage: Int) { noteLeft(stage, before: nil) }
}
