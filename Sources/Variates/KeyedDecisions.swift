/// 64 random bits that belong to one decision: a pure function of its four coordinates.
///
/// Filter, shuffle and cache decisions use these instead of a stream, so that a sample meets the same fate in whatever
/// order, and beside whatever other samples, it arrives. Each coordinate is absorbed by SplitMix64's finaliser.
///
/// - Parameters:
///   - key: ``StreamKey/decisionKey`` of the stage that decides.
///   - epoch: the epoch, from 0.
///   - sample: the sample's id.
///   - counter: tells apart several decisions about one sample in one epoch.
/// - Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11, for the idea
///   of counter-based numbers; SplitMix64: Steele, Lea and Flood (2014).
public func keyedBits(key: UInt64, epoch: Int, sample: Int64, counter: Int) -> UInt64 {
    var digest = SplitMix64.mix((key &+ SplitMix64.increment) ^ UInt64(bitPattern: Int64(epoch)))
    digest = SplitMix64.mix((digest &+ SplitMix64.increment) ^ UInt64(bitPattern: sample))
    return SplitMix64.mix((digest &+ SplitMix64.increment) ^ UInt64(bitPattern: Int64(counter)))
}

/// A uniform number in [0, 1) that belongs to one decision; see ``keyedBits(key:epoch:sample:counter:)``.
public func keyedUniform(key: UInt64, epoch: Int, sample: Int64, counter: Int) -> Double {
    unitInterval(keyedBits(key: key, epoch: epoch, sample: sample, counter: counter))
}

/// A uniform index in 0..<n that belongs to one decision; see ``keyedBits(key:epoch:sample:counter:)``.
///
/// The high word of bits × n. No probability differs from 1/n by more than 2⁻⁶⁴, a relative bias of at most n/2⁶⁴:
/// 5·10⁻¹¹ for a buffer of 10⁹.
///
/// - Precondition: `n` is positive.
/// - Source: Lemire (2019), "Fast random integer generation in an interval", ACM Transactions on Modeling and Computer
///   Simulation 29(1), art. 3, without its rejection step.
public func keyedUniformIndex(key: UInt64, epoch: Int, sample: Int64, counter: Int, below n: UInt64) -> UInt64 {
    precondition(n > 0, "an index below 0 does not exist")
    return keyedBits(key: key, epoch: epoch, sample: sample, counter: counter).multipliedFullWidth(by: n).high
}
