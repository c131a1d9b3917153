public import DequeModule

/// What became of a `Store.put`.
@frozen
public enum PutOutcome: Equatable, Sendable, BitwiseCopyable {
    /// The token lies in the store.
    case stored
    /// The token went straight to this getter, who was waiting.
    case handed(to: UInt32)
    /// The store is full: the putter waits, holding its token, until a `get` unblocks it.
    case blocked
}

/// What became of a `Store.get`.
@frozen
public enum GetOutcome: Equatable, Sendable, BitwiseCopyable {
    /// The oldest token; the place it left was filled by the putter blocked longest, if any.
    case token(UInt32, unblocked: UInt32?)
    /// The store is empty: the getter waits until a `put` hands it a token.
    case waiting
}

/// A bounded buffer of tokens, first in, first out, with lines of blocked putters and of waiting getters.
///
/// Putting into a full store is *blocking after service*: the work on the token is done, and whoever did it waits.
/// With no places at all a token passes from hand to hand.
@frozen
public struct Store: ~Copyable {
    @frozen
    @usableFromInline
    struct BlockedPut: BitwiseCopyable {
        @usableFromInline
        var since: Int64

        @usableFromInline
        var token: UInt32

        @usableFromInline
        var putter: UInt32

        @inlinable
        init(token: UInt32, putter: UInt32, since: Int64) {
            self.token = token
            self.putter = putter
            self.since = since
        }
    }

    /// How many tokens fit.
    public let capacity: Int

    @usableFromInline
    var tokens = UniqueDeque<UInt32>()

    @usableFromInline
    var putters = UniqueDeque<BlockedPut>()

    @usableFromInline
    var getters = UniqueDeque<FIFOServers.Waiting>()

    @usableFromInline
    var measured: Measures

    /// Creates an empty store at time zero, for `capacity` tokens, at least 0.
    @inlinable
    public init(capacity: Int) {
        precondition(capacity >= 0, "a store cannot have fewer than 0 places")
        self.capacity = capacity
        measured = Measures(isFull: capacity == 0)
    }

    /// How many tokens lie in the store; those held by blocked putters are not among them.
    @inlinable
    public var count: Int { tokens.count }

    /// How many putters are blocked.
    @inlinable
    public var blockedPutters: Int { putters.count }

    /// How many getters wait.
    @inlinable
    public var waitingGetters: Int { getters.count }
}

// MARK: - Putting and getting

extension Store {
    /// Puts a token into the store, or hands it to the getter that has waited longest, or waits.
    ///
    /// - Parameters:
    ///   - token: what is stored.
    ///   - putter: who puts it; `get` returns this number when the putter was blocked and goes on.
    ///   - now: the present time in nanoseconds.
    @inlinable
    public mutating func put(_ token: UInt32, by putter: UInt32, at now: Int64) -> PutOutcome {
        if let getter = getters.popFirst() {
            measured.endGetterWait(since: getter.since, at: now)
            measured.passed &+= 1
            return .handed(to: getter.customer)
        }
        if tokens.count < capacity {
            tokens.append(token)
            measured.occupancy(is: tokens.count, of: capacity, at: now)
            return .stored
        }
        putters.append(BlockedPut(token: token, putter: putter, since: now))
        measured.blocked.change(by: 1, at: now)
        return .blocked
    }

    /// Takes the oldest token, or waits until one is put.
    ///
    /// - Parameters:
    ///   - getter: who takes it; `put` returns this number when the getter waited.
    ///   - now: the present time in nanoseconds.
    @inlinable
    public mutating func get(by getter: UInt32, at now: Int64) -> GetOutcome {
        let unblocked = putters.popFirst()
        if let unblocked {
            measured.endPutterWait(since: unblocked.since, at: now)
            measured.passed &+= 1
            guard let oldest = tokens.popFirst() else { return .token(unblocked.token, unblocked: unblocked.putter) }
            tokens.append(unblocked.token)
            return .token(oldest, unblocked: unblocked.putter)
        }
        if let oldest = tokens.popFirst() {
            measured.passed &+= 1
            measured.occupancy(is: tokens.count, of: capacity, at: now)
            return .token(oldest, unblocked: nil)
        }
        getters.append(FIFOServers.Waiting(customer: getter, since: now))
        measured.starved.change(by: 1, at: now)
        return .waiting
    }
}
