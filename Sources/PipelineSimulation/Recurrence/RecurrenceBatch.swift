import BasicContainers
import Pipelines

/// Elements are asked for one after the other and joined, in the thread that asks for the batch.
struct RecurrenceBatch: ~Copyable {
    let size: Int
    let dropsRemainder: Bool
    /// Whether no stage further down asks for batches before the loop waits for them.
    let isAwaited: Bool
    var hasEnded = false
}

extension RecurrenceRun {
    mutating func batch(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        if batches[index].hasEnded { return RecurrenceAnswer(at: demand) }
        var batch = RecurrenceAnswer(at: demand)
        var (members, held): (Int64, Int64) = (0, 0)
        while members < batches[index].size {
            let member = next(stage - 1, batch.at)
            batch.at = member.at
            if member.isEnd {
                batches[index].hasEnded = true
                batch.cause = member.cause
                break
            }
            if members == 0 { batch.sample = member.sample }
            batch.samples += member.samples
            batch.bytes = min(batch.bytes + member.bytes, Element.maximumBytes)
            held += member.bytes
            members += 1
            hold(stage, 1, member.bytes, at: member.at)
            if members % 64 == 0, batches[index].isAwaited { advance(to: batch.at.time, awaiting: stage) }
        }
        if members > 0 {
            hold(stage, -members, -held, at: batch.at)
            batch.cause = held > 0 ? memory.count : batch.cause
        }
        if members == 0 || batches[index].hasEnded && batches[index].dropsRemainder {
            return RecurrenceAnswer(at: batch.at, cause: batch.cause)
        }
        let service = joinNanoseconds(stage, batch)
        batch.at = work(stage, service, on: batch.bytes, from: batch.at, sharesCores: sharesCores(stage))
        stages[stage].make(batch.samples, at: batch.at)
        return batch
    }
}
