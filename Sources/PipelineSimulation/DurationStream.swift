import Pipelines
import Variates

/// The durations of one stage's work: the k-th draw belongs to the stage's k-th input.
struct DurationStream: ~Copyable {
    private var perElement: VariateStream
    private var perByte: VariateStream?
    private let goesBySample: Bool

    init(_ service: ServiceTime, key: StreamKey) {
        perElement = VariateStream(service.secondsPerElement, key: key)
        goesBySample = service.secondsPerElement.goesBySample
        perByte = service.secondsPerByte.map { perByte in
            let own = StreamKey(
                seed: key.seed, replication: key.replication, stage: key.stage + ".perByte", rank: key.rank)
            return VariateStream(perByte, key: own)
        }
    }

    /// Nanoseconds for the next input.
    mutating func next(for element: Element) -> Int64 {
        var seconds = goesBySample ? perElement.value(forSample: element.sample) : perElement.next()
        if let secondsPerByte = perByte?.next() { seconds += secondsPerByte * Double(element.bytes) }
        return nanoseconds(seconds)
    }
}

/// Whole nanoseconds of a time that is not negative, saturating at a length that no clock holds, so that the event
/// queue refuses it.
@inline(__always)
func nanoseconds(_ seconds: Double) -> Int64 {
    let nanoseconds = seconds * 1e9 + 0.5
    return nanoseconds < 9e18 ? Int64(nanoseconds) : .max
}
