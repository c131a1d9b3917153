import DiscreteEvent
public import Pipelines
import Variates

/// The durations of one stage's work: the k-th draw belongs to the stage's k-th input.
@usableFromInline
struct DurationStream: ~Copyable {
    private var perElement: VariateStream
    private var perByte: VariateStream?
    private let goesBySample: Bool
    private let goesByBytes: Bool
    /// Times drawn, apart from what goes by bytes, and their sum (s).
    private(set) var drawn = (count: 0, seconds: 0.0)
    /// The last draw that no clock counts (s), if there was one.
    private(set) var refusedSeconds: Double?

    init(_ service: ServiceTime, key: StreamKey) {
        perElement = VariateStream(service.secondsPerElement, key: key)
        goesBySample = service.secondsPerElement.goesBySample
        goesByBytes = service.secondsPerByte != nil
        perByte = service.secondsPerByte.map { perByte in
            let own = StreamKey(
                seed: key.seed, replication: key.replication, stage: key.stage + ".perByte", rank: key.rank)
            return VariateStream(perByte, key: own)
        }
    }

    /// Nanoseconds for the next input, which is taken at a time (ns); `SimulationTime.outOfRange` where no clock counts them.
    ///
    /// - Parameters:
    ///   - sample: the input's number, or that of its first sample.
    ///   - bytes: its bytes.
    @usableFromInline
    mutating func next(sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        var seconds = goesBySample ? perElement.value(forSample: sample) : perElement.next(at: now)
        drawn.count += 1
        drawn.seconds += seconds
        if goesByBytes { addSecondsOfBytes(bytes, at: now, to: &seconds) }
        let nanoseconds = SimulationTime.countedNanoseconds(inSeconds: seconds)
        if nanoseconds == SimulationTime.outOfRange { refusedSeconds = seconds }
        return nanoseconds
    }

    /// The same for an element.
    @inline(__always)
    mutating func next(for element: Element, at now: Int64) -> Int64 {
        next(sample: element.sample, bytes: element.bytes, at: now)
    }

    @inline(never)
    private mutating func addSecondsOfBytes(_ bytes: Int64, at now: Int64, to seconds: inout Double) {
        if let secondsPerByte = perByte?.next(at: now) { seconds += secondsPerByte * Double(bytes) }
    }
}
