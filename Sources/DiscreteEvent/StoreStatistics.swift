import DequeModule

/// What a store has measured over a window of time; the window between two instants is `since(_:)`.
///
/// Putter-nanoseconds blocked equal the putters' waiting times one by one, and so do the getters':
/// `blockedIntegral == blockedNanoseconds + blockingNanoseconds`,
/// `starvedIntegral == starvedNanoseconds + starvingNanoseconds`, over a window that starts with the run.
public struct StoreStatistics: Sendable, Equatable {
    /// When the window begins, in nanoseconds.
    public var start: Int64

    /// When the window ends, in nanoseconds.
    public var end: Int64

    /// Integral of the number of tokens in the store, in token-nanoseconds.
    public var occupancyIntegral: Int128

    /// Integral of the number of blocked putters, in putter-nanoseconds.
    public var blockedIntegral: Int128

    /// Integral of the number of waiting getters, in getter-nanoseconds.
    public var starvedIntegral: Int128

    /// How long the store was empty, in nanoseconds.
    public var emptyNanoseconds: Int128

    /// How long the store was full, in nanoseconds; a store without places always is.
    public var fullNanoseconds: Int128

    /// Total time that putters were blocked, each measured by itself when it went on, in nanoseconds.
    public var blockedNanoseconds: Int128

    /// Time that the putters still blocked have waited so far, in nanoseconds.
    public var blockingNanoseconds: Int128

    /// Total time that getters waited, each measured by itself when it went on, in nanoseconds.
    public var starvedNanoseconds: Int128

    /// Time that the getters still waiting have waited so far, in nanoseconds.
    public var starvingNanoseconds: Int128

    /// Tokens that have reached a getter.
    public var passed: Int

    /// Putters that were blocked and went on.
    public var blockedPuts: Int

    /// Getters that waited and went on.
    public var starvedGets: Int

    /// The most tokens in the store since it was created, not only within the window.
    public var maximumOccupancy: Int

    /// What was measured after an earlier instant of the same store.
    public func since(_ earlier: StoreStatistics) -> StoreStatistics {
        var window = self
        window.start = earlier.end
        window.occupancyIntegral -= earlier.occupancyIntegral
        window.blockedIntegral -= earlier.blockedIntegral
        window.starvedIntegral -= earlier.starvedIntegral
        window.emptyNanoseconds -= earlier.emptyNanoseconds
        window.fullNanoseconds -= earlier.fullNanoseconds
        window.blockedNanoseconds -= earlier.blockedNanoseconds
        window.starvedNanoseconds -= earlier.starvedNanoseconds
        window.passed -= earlier.passed
        window.blockedPuts -= earlier.blockedPuts
        window.starvedGets -= earlier.starvedGets
        return window
    }
}

extension StoreStatistics {
    /// Length of the window in nanoseconds.
    public var nanoseconds: Int64 { end - start }

    /// Mean number of tokens in the store.
    public var meanOccupancy: Double { mean(occupancyIntegral) }

    /// Mean number of blocked putters.
    public var meanBlocked: Double { mean(blockedIntegral) }

    /// Mean number of waiting getters.
    public var meanStarved: Double { mean(starvedIntegral) }

    /// Share of the time that the store was empty, 0...1.
    public var emptyShare: Double { mean(emptyNanoseconds) }

    /// Share of the time that the store was full, 0...1.
    public var fullShare: Double { mean(fullNanoseconds) }

    private func mean(_ integral: Int128) -> Double {
        nanoseconds == 0 ? 0 : Double(integral) / Double(nanoseconds)
    }
}

extension Store {
    /// The running measures of a store.
    @frozen
    @usableFromInline
    struct Measures: BitwiseCopyable {
        @usableFromInline
        var occupancy = TimeWeighted()

        @usableFromInline
        var empty = TimeWeighted(level: 1)

        @usableFromInline
        var full: TimeWeighted

        @usableFromInline
        var blocked = TimeWeighted()

        @usableFromInline
        var starved = TimeWeighted()

        @usableFromInline
        var passed = 0

        @usableFromInline
        var blockedPuts = 0

        @usableFromInline
        var starvedGets = 0

        @usableFromInline
        var blockedNanoseconds: Int128 = 0

        @usableFromInline
        var starvedNanoseconds: Int128 = 0

        @inlinable
        init(isFull: Bool) {
            full = TimeWeighted(level: isFull ? 1 : 0)
        }

        @inlinable
        mutating func occupancy(is count: Int, of capacity: Int, at now: Int64) {
            occupancy.update(to: count, at: now)
            empty.update(to: count == 0 ? 1 : 0, at: now)
            full.update(to: count == capacity ? 1 : 0, at: now)
        }

        @inlinable
        mutating func endPutterWait(since: Int64, at now: Int64) {
            blocked.change(by: -1, at: now)
            blockedPuts &+= 1
            blockedNanoseconds &+= Int128(now &- since)
        }

        @inlinable
        mutating func endGetterWait(since: Int64, at now: Int64) {
            starved.change(by: -1, at: now)
            starvedGets &+= 1
            starvedNanoseconds &+= Int128(now &- since)
        }
    }

    /// What the store has measured from time zero until `now`, in nanoseconds.
    ///
    /// - Complexity: O(blocked putters + waiting getters).
    public func statistics(at now: Int64) -> StoreStatistics {
        var blocking: Int128 = 0
        for place in 0..<putters.count { blocking += Int128(now - putters[place].since) }
        var starving: Int128 = 0
        for place in 0..<getters.count { starving += Int128(now - getters[place].since) }
        return StoreStatistics(
            start: 0, end: now,
            occupancyIntegral: measured.occupancy.integral(at: now),
            blockedIntegral: measured.blocked.integral(at: now),
            starvedIntegral: measured.starved.integral(at: now),
            emptyNanoseconds: measured.empty.integral(at: now),
            fullNanoseconds: measured.full.integral(at: now),
            blockedNanoseconds: measured.blockedNanoseconds, blockingNanoseconds: blocking,
            starvedNanoseconds: measured.starvedNanoseconds, starvingNanoseconds: starving,
            passed: measured.passed, blockedPuts: measured.blockedPuts, starvedGets: measured.starvedGets,
            maximumOccupancy: measured.occupancy.maximum)
    }
}
