import BasicContainers
import Pipelines

/// Elements are asked for until the buffer is full, then one of them is picked.
struct RecurrenceShuffle: ~Copyable {
    /// Of an element only what is needed is kept.
    struct Kept: OfSample {
        var sample: Int64
        var samples: Int64
        var bytes: Int64

        func ofSample(_ sample: Int64) -> Kept { Kept(sample: sample, samples: samples, bytes: bytes) }
    }

    let capacity: Int
    var picks: ShufflePicks
    var buffer = SampleBag<Kept>()
    var hasEnded = false

    init(capacity: Int, key: UInt64) {
        self.capacity = capacity
        picks = ShufflePicks(key: key)
    }

    /// A new epoch.
    mutating func reset() {
        buffer.removeAll()
        hasEnded = false
        picks.beginPass()
    }

    /// Takes one out, by the same decision as the operator's stage.
    mutating func pick() -> Kept { buffer.take(at: picks.next(of: buffer.count)) }
}

extension RecurrenceRun {
    mutating func shuffled(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let index = stages[stage].index
        var (at, cause) = (demand, Int64(0))
        while !shuffles[index].hasEnded, shuffles[index].buffer.count < shuffles[index].capacity {
            let input = next(stage - 1, at)
            at = input.at
            if input.isEnd {
                shuffles[index].hasEnded = true
                cause = input.cause
                break
            }
            shuffles[index].buffer.add(.init(sample: input.sample, samples: input.samples, bytes: input.bytes))
            shuffles[index].picks.newest = input.sample
            hold(stage, 1, input.bytes, at: at)
            // Before its first element the loop gets none.
            if shuffles[index].picks.count == 0, shuffles[index].buffer.count % 64 == 0 {
                advance(to: at.time, awaiting: stage)
                if refusal != nil { return RecurrenceAnswer(at: at) }
            }
        }
        if shuffles[index].buffer.count == 0 { return RecurrenceAnswer(at: at, cause: cause) }
        let picked = shuffles[index].pick()
        hold(stage, -1, -picked.bytes, at: at)
        stages[stage].make(picked.samples, at: at)
        return RecurrenceAnswer(at: at, sample: picked.sample, samples: picked.samples, bytes: picked.bytes)
    }
}
