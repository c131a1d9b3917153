import DiscreteEvent
import Variates

/// Times that a stage draws itself: the k-th belongs to the k-th element that it is asked for.
final class OwnTimes {
    /// What its threads do meanwhile.
    let place: Work.Place
    private var stream: VariateStream
    private let takesNoTime: Bool

    /// - Parameter name: of the stream, beside the stage's others.
    init(_ seconds: Distribution, at place: Work.Place, named name: String, _ context: StageContext) {
        self.place = place
        takesNoTime = seconds == .constant(0)
        stream = VariateStream(
            seconds,
            key: StreamKey(
                seed: context.seed, replication: context.replication, stage: context.name + "." + name,
                rank: context.rank))
    }

    /// Nanoseconds of the next element, whose first sample is `sample`, and that is asked for at a time (ns).
    func next(firstSample sample: Int64, at now: Int64) -> Int64 {
        if takesNoTime { return 0 }
        return SimulationTime.countedNanoseconds(inSeconds: stream.next(at: now, forSample: sample))
    }
}
