internal import CGSL

/// The variates of one distribution on one random stream.
///
/// ``next()`` gives the k-th variate of the stream, which belongs to the k-th input of a stage; ``value(forSample:)``
/// gives the variate that belongs to a sample, in whatever order samples come. The two do not disturb each other. All
/// values are finite, not negative, and within the distribution's support up to rounding.
///
/// Variates are made in blocks of ``blockLength``, so a call of ``next()`` is a comparison and a load, 255 times out of
/// 256. Memory is allocated when the stream is made, and never after.
public struct VariateStream: ~Copyable {
    /// How many variates are made at once.
    @usableFromInline static let blockLength = 256

    @usableFromInline let block: UnsafeMutableBufferPointer<Double>
    @usableFromInline var position = VariateStream.blockLength

    private let stream: RandomStream
    private let sampler: Sampler
    private let keyState: Xoshiro256PlusPlus
    private var drawn: Int64 = 0

    /// The variates of `distribution` on the stream named by `key`.
    ///
    /// - Precondition: the distribution is valid (``Distribution/validate()``).
    public init(_ distribution: Distribution, key: StreamKey) {
        do { try distribution.validate() } catch { preconditionFailure("invalid distribution: \(error)") }
        block = .allocate(capacity: Self.blockLength)
        block.initialize(repeating: 0)
        stream = RandomStream(key)
        sampler = Sampler(distribution)
        keyState = key.initialState
    }

    deinit { block.deallocate() }

    /// The next variate of the stream, in the unit of the distribution.
    @inlinable
    public mutating func next() -> Double {
        if position == Self.blockLength { refill() }
        let value = block[position]
        position += 1
        return value
    }

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
    mutating func refill() {
        position = 0
        if case .constant = sampler, drawn > 0 { return }
        sampler.fill(block, stream.handle, from: drawn)
        drawn += Int64(Self.blockLength)
    }
}
