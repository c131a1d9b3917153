import DiscreteEvent
import Pipelines
import Variates

/// The durations of one stage's work: the k-th draw belongs to the stage's k-th input.
///
/// Where a duration is a draw and nothing else, they are counted in blocks, and a call is a comparison and a load.
@usableFromInline
struct DurationStream: ~Copyable {
    private var perElement: VariateStream
    private var perByte: VariateStream?
    private let goesByBytes: Bool
    private let comesInBlocks: Bool
    /// Durations that have been drawn at once (ns), and how many of them have been taken.
    @usableFromInline var block = UnsafeMutableBufferPointer<Int64>(start: nil, count: 0)
    @usableFromInline var position = 0
    /// Draws before that block.
    private var before = Draws()

    /// What has been drawn, apart from what goes by bytes.
    private struct Draws {
        var count = 0
        var seconds = 0.0
        /// The last that no clock counts (s), if there was one.
        var refusedSeconds: Double?
    }

    init(_ service: ServiceTime, key: StreamKey) {
        perElement = VariateStream(service.secondsPerElement, key: key)
        goesByBytes = service.secondsPerByte != nil
        comesInBlocks = !perElement.goesBySample && !goesByBytes && !perElement.changesWithTime
        perByte = service.secondsPerByte.map { perByte in
            let own = StreamKey(
                seed: key.seed, replication: key.replication, stage: key.stage + ".perByte", rank: key.rank)
            return VariateStream(perByte, key: own)
        }
    }

    deinit { block.deallocate() }

    /// Nanoseconds for the next input, which is taken at a time (ns); `SimulationTime.outOfRange` where no clock counts them.
    ///
    /// - Parameters:
    ///   - sample: the input's number, or that of its first sample.
    ///   - bytes: its bytes.
    @inlinable @inline(__always)
    mutating func next(sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        guard position < block.count else { return draw(sample: sample, bytes: bytes, at: now) }
        let nanoseconds = block[position]
        position += 1
        return nanoseconds
    }

    /// The same for an element.
    @inline(__always)
    mutating func next(for element: Element, at now: Int64) -> Int64 {
        next(sample: element.sample, bytes: element.bytes, at: now)
    }

    @usableFromInline @inline(never)
    mutating func draw(sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        if comesInBlocks { return drawBlock() }
        var seconds = perElement.next(at: now, forSample: sample)
        before.count += 1
        before.seconds += seconds
        if goesByBytes, let secondsPerByte = perByte?.next(at: now, forSample: sample) {
            seconds += secondsPerByte * Double(bytes)
        }
        let nanoseconds = SimulationTime.countedNanoseconds(inSeconds: seconds)
        if nanoseconds == SimulationTime.outOfRange { before.refusedSeconds = seconds }
        return nanoseconds
    }

    /// - Returns: the first duration of the next block.
    private mutating func drawBlock() -> Int64 {
        before = drawsSoFar
        if block.isEmpty { block = .allocate(capacity: VariateStream.blockLength) }
        perElement.makeBlock()
        for (place, seconds) in perElement.lastBlock.enumerated() {
            block.initializeElement(at: place, to: SimulationTime.countedNanoseconds(inSeconds: seconds))
        }
        position = 1
        return block[0]
    }

    private var drawsSoFar: Draws {
        var draws = before
        draws.count += position
        for place in 0..<position {
            let seconds = perElement.lastBlock[place]
            draws.seconds += seconds
            if block[place] == SimulationTime.outOfRange { draws.refusedSeconds = seconds }
        }
        return draws
    }

    /// Times drawn, apart from what goes by bytes, and their sum (s).
    var drawn: (count: Int, seconds: Double) {
        let draws = drawsSoFar
        return (draws.count, draws.seconds)
    }

    /// The last draw that no clock counts (s), if there was one.
    var refusedSeconds: Double? { drawsSoFar.refusedSeconds }
}
