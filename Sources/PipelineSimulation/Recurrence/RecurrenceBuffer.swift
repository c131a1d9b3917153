import BasicContainers
import Pipelines

/// A buffer that a thread keeps full: it asks for element n as soon as it has the one before, and element n − `limit`
/// has left.
struct RecurrenceBuffer: ~Copyable {
    struct Left: TimedRecord {
        var at: Happening
        var bytes: Int64

        var time: Int64 { at.time }
    }

    let limit: Int
    private var answered = 0
    /// When the thread got its latest element, or met the end of the data.
    private(set) var gotAt = Happening(time: 0, scheduled: 0, piece: Happening.ambiguous)
    private(set) var hasEnded = false
    /// When the latest elements left, with their bytes, `limit` of them at most, and how many of these are noted.
    private var left = Line<Left>()
    private var noted = 0

    init(limit: Int) { self.limit = limit }

    /// A new epoch.
    mutating func reset() {
        answered = 0
        hasEnded = false
        left.removeAll()
        noted = 0
    }
}

extension RecurrenceBuffer {
    /// When the thread asks for its next element, which the consumer asks for at an instant.
    @inline(__always)
    func pull(_ demand: Happening) -> Happening {
        if answered == 0 { return demand }
        return answered < limit ? gotAt : gotAt.later(left[0].at)
    }

    /// The thread has got an element.
    ///
    /// - Returns: when the consumer, which has asked at an instant, has it; nil where two things happen in an order that
    ///   cannot be told.
    @inline(__always)
    mutating func take(
        _ input: RecurrenceAnswer, for demand: Happening, _ stage: inout RecurrenceStage,
        _ memory: inout RecurrenceMemory
    ) -> Happening? {
        gotAt = input.at
        stage.make(input.samples, at: input.at)
        guard noteLeft(before: input.at, &stage) else { return nil }
        stage.held.change(elements: 1, bytes: input.bytes, at: input.at.time)
        let kept = memory.hold(input.bytes, at: input.at, in: stage.threads.own)
        memory.reach(input.at.time, in: stage.threads.own)
        let at = demand.later(input.at)
        memory.hold(-input.bytes, at: at, in: stage.threads.consumer, after: kept)
        leave(at, input.bytes)
        if answered >= limit { stage.ahead.add(from: input.at.time, to: left[0].time) }
        return at
    }

    /// The thread has met the end of the data.
    mutating func end(at happening: Happening, _ stage: inout RecurrenceStage) {
        gotAt = happening
        hasEnded = true
        empty(&stage)
    }

    /// All elements have left.
    mutating func empty(_ stage: inout RecurrenceStage) {
        while noted < left.count { noteNext(&stage) }
    }

    private mutating func leave(_ happening: Happening, _ bytes: Int64) {
        if answered >= limit {
            left.removeFirst()
            noted -= 1
        }
        left.append(Left(at: happening, bytes: bytes))
        answered += 1
    }

    /// Notes which elements have left before another comes.
    ///
    /// - Returns: whether that can be told.
    @inline(__always)
    private mutating func noteLeft(before happening: Happening, _ stage: inout RecurrenceStage) -> Bool {
        while noted < left.count {
            // Of one and the same, the demand that lets an element leave comes first.
            guard let isAfter = happening.isBefore(left[noted].at) else { return false }
            if isAfter { return true }
            noteNext(&stage)
        }
        return true
    }

    @inline(__always)
    private mutating func noteNext(_ stage: inout RecurrenceStage) {
        stage.held.change(elements: -1, bytes: -left[noted].bytes, at: left[noted].time)
        noted += 1
    }
}

extension RecurrenceRun {
    mutating func buffered(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        if buffers[index].hasEnded { return end(stage, demand.later(buffers[index].gotAt), after: 0) }
        var element = next(stage - 1, buffers[index].pull(demand))
        if element.isEnd {
            buffers[index].end(at: element.at, &stages[stage])
            memory.reach(.max, in: stages[stage].threads.own)
            return end(stage, demand.later(element.at), after: element.cause)
        }
        if let at = buffers[index].take(element, for: demand, &stages[stage], &memory) {
            element.at = at
        } else {
            refuse("an element leaves a buffer at the instant at which another comes")
        }
        return element
    }
}
