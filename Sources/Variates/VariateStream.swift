internal import CGSL

/// The variates of one distribution on one random stream.
///
/// ``next(at:)`` gives the k-th variate of the stream, which belongs to the k-th input of a stage; ``value(forSample:)``
/// gives the variate that belongs to a sample, in whatever order samples come. The two do not disturb each other.
/// ``next(at:forSample:)`` is the k-th variate but for recorded values that go by sample. All values are finite, not
/// negative, and within the distribution's support up to rounding.
///
/// Variates are made in blocks of ``blockLength``, so a call of ``next(at:)`` is a comparison and a load, 255 times out of
/// 256, unless the distribution changes with time. Memory is allocated when the stream is made, and never after.
public struct VariateStream: ~Copyable {
    /// How many variates are made at once.
    public static let blockLength = 256

    @usableFromInline let block: UnsafeMutableBufferPointer<Double>
    @usableFromInline var position = VariateStream.blockLength

    private let stream: RandomStream
    private let sampler: Sampler
    private let keyState: Xoshiro256PlusPlus
    private var drawn: Int64 = 0
    /// Where it changes with time: until when (ns) which distribution holds that is not the last.
    private let timedPhases: [(endNanoseconds: Int64, sampler: Sampler)]
    /// Whether ``next(at:forSample:)`` looks at the sample.
    public let goesBySample: Bool

    /// The variates of `distribution` on the stream named by `key`.
    ///
    /// - Precondition: the distribution is valid (``Distribution/validate()``).
    public init(_ distribution: Distribution, key: StreamKey) {
        do { try distribution.validate() } catch { preconditionFailure("invalid distribution: \(error)") }
        block = .allocate(capacity: Self.blockLength)
        block.initialize(repeating: 0)
        stream = RandomStream(key)
        if let phases = distribution.phases, phases.basis == .seconds {
            sampler = Sampler(phases.last)
            timedPhases = zip(phases.ends, phases.phases).map {
                (Int64(min($0 * 1e9, 0x1p62)), Sampler($1.distribution))
            }
        } else {
            sampler = Sampler(distribution)
            timedPhases = []
        }
        keyState = key.initialState
        goesBySample = distribution.goesBySample
    }

    deinit { block.deallocate() }

    /// The next variate of the stream, in the unit of the distribution.
    ///
    /// - Parameter now: nanoseconds since the run began; only distributions that change with time look at it.
    @inlinable
    public mutating func next(at now: Int64 = 0) -> Double {
        if position == Self.blockLength { refill(at: now) }
        let value = block[position]
        position += 1
        return value
    }

    /// The next variate of the stream for a sample: tables that go by sample, wherever in the distribution, give its value;
    /// phases and branches are chosen as for ``next(at:)``.
    ///
    /// - Parameters:
    ///   - now: nanoseconds since the run began; only distributions that change with time look at it.
    ///   - id: the sample's.
    /// - Precondition: where the stream goes by sample, all its variates are asked for by sample.
    @inlinable
    public mutating func next(at now: Int64, forSample id: Int64) -> Double {
        goesBySample ? drawOne(at: now, forSample: id) : next(at: now)
    }

    /// Whether which distribution holds depends on the time of a draw.
    public var changesWithTime: Bool { !timedPhases.isEmpty }

    /// Makes the next ``blockLength`` variates at once, which are ``lastBlock`` then.
    ///
    /// - Precondition: the stream does not change with time, and all before were made in blocks.
    public mutating func makeBlock() {
        precondition(position == Self.blockLength && !changesWithTime, "blocks follow one another")
        refill(at: 0)
        position = Self.blockLength
    }

    /// The variates that were made last, for as long as the stream is not used.
    public var lastBlock: UnsafeBufferPointer<Double> { UnsafeBufferPointer(block) }

    /// The variate that belongs to sample `id`: the same at each call, in each epoch and visiting order.
    ///
    /// The generator is moved to the sample's own numbers and back. Tables that are replayed give the value at the id
    /// modulo their length.
    public mutating func value(forSample id: Int64) -> Double {
        if case .constant(let value) = sampler { return value }
        let state = stream.state
        stream.state = keyState.substream(id)
        let value = sampler.draw(stream.handle, at: id)
        stream.state = state
        return value
    }

    @usableFromInline @inline(never)
    mutating func refill(at now: Int64) {
        guard timedPhases.isEmpty else { return refillWithOne(at: now) }
        position = 0
        if case .constant = sampler, drawn > 0 { return }
        sampler.fill(block, stream.handle, from: drawn)
        drawn += Int64(Self.blockLength)
    }

    /// Into the last place of the block, so that the next draw comes here again.
    private mutating func refillWithOne(at now: Int64) {
        position = Self.blockLength - 1
        block[position] = drawOne(at: now)
    }

    /// A variate of what holds at a time.
    @usableFromInline
    mutating func drawOne(at now: Int64, forSample id: Int64? = nil) -> Double {
        let phase = timedPhases.first { now < $0.endNanoseconds }?.sampler ?? sampler
        defer { drawn += 1 }
        return phase.draw(stream.handle, at: drawn, sample: id)
    }
}
