import BasicContainers
import Pipelines

/// Elements are asked for one after the other and joined, in the thread that asks for the batch.
struct RecurrenceBatch: ~Copyable {
    let size: Int
    let dropsRemainder: Bool
    var hasEnded = false

    init(size: Int, dropsRemainder: Bool) {
        self.size = size
        self.dropsRemainder = dropsRemainder
    }
}

extension RecurrenceRun {
    mutating func batch(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        if batches[index].hasEnded { return RecurrenceAnswer(at: demand) }
        var batch = RecurrenceAnswer(at: demand)
        var members: Int64 = 0
        while members < batches[index].size {
            let member = next(stage - 1, batch.at)
            batch.at = member.at
            if member.isEnd {
                batches[index].hasEnded = true
                break
            }
            if members == 0 { batch.sample = member.sample }
            batch.samples += member.samples
            members += 1
            hold(stage, 1, at: member.at.time)
        }
        if members > 0 { hold(stage, -members, at: batch.at.time) }
        if members == 0 || batches[index].hasEnded && batches[index].dropsRemainder {
            return RecurrenceAnswer(at: batch.at)
        }
        let service = joinNanoseconds(stage, sample: batch.sample, at: batch.at.time)
        batch.at = work(stage, service, from: batch.at, sharesCores: sharesCores(stage))
        stages[stage].make(batch.samples, at: batch.at)
        return batch
    }
}
