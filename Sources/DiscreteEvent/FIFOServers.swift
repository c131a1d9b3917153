public import DequeModule

/// A station of equal servers with one line, first come, first served: a worker pool, a disk's queue slots, a stream.
///
/// It says who has a server; how long the service takes is up to the caller, who schedules its end. Holding a server
/// after the service (blocking) is nothing but a later `release`.
@frozen
public struct FIFOServers: ~Copyable {
    @frozen
    @usableFromInline
    struct Waiting: BitwiseCopyable {
        @usableFromInline
        var since: Int64

        @usableFromInline
        var customer: UInt32

        @inlinable
        init(customer: UInt32, since: Int64) {
            self.customer = customer
            self.since = since
        }
    }

    /// How many servers there are.
    public let servers: Int

    @usableFromInline
    var inService = TimeWeighted()

    @usableFromInline
    var inLine = TimeWeighted()

    @usableFromInline
    var line = UniqueDeque<Waiting>()

    @usableFromInline
    var completed = 0

    @usableFromInline
    var waited = 0

    @usableFromInline
    var waitedNanoseconds: Int128 = 0

    /// Creates an idle station at time zero.
    ///
    /// - Parameter servers: at least 0; `Int.max` means that nobody ever waits.
    @inlinable
    public init(servers: Int) {
        precondition(servers >= 0, "a station cannot have fewer than 0 servers")
        self.servers = servers
    }

    /// How many customers hold a server.
    @inlinable
    public var busy: Int { inService.level }

    /// How many customers wait in line.
    @inlinable
    public var waiting: Int { line.count }

    /// Asks for a server; true when granted at once, false when the customer waits in line.
    ///
    /// - Parameters:
    ///   - customer: any number; `release` returns it when its turn comes.
    ///   - now: the present time in nanoseconds.
    @inlinable
    @inline(__always)
    public mutating func request(_ customer: UInt32, at now: Int64) -> Bool {
        if inService.level < servers {
            inService.change(by: 1, at: now)
            return true
        }
        line.append(Waiting(customer: customer, since: now))
        inLine.change(by: 1, at: now)
        return false
    }

    /// Asks for a server and, when granted at once, schedules the end of service with the customer as target.
    ///
    /// A customer that waits gets its service scheduled by whoever calls `release` and is told its turn has come.
    ///
    /// - Parameters:
    ///   - customer: below `EventQueue.targetLimit`.
    ///   - service: nanoseconds, not negative.
    ///   - queue: the clock, and where the end of service is scheduled.
    @inlinable
    public mutating func request(_ customer: UInt32, service: Int64, in queue: inout EventQueue) -> Bool {
        guard request(customer, at: queue.now) else { return false }
        queue.schedule(after: service, target: customer)
        return true
    }

    /// Gives a server back; returns the customer next in line, who now holds it, or nil when nobody waits.
    ///
    /// - Parameter now: the present time in nanoseconds.
    @inlinable
    public mutating func release(at now: Int64) -> UInt32? {
        precondition(inService.level > 0, "nobody holds a server of this station")
        completed &+= 1
        if let next = takeNext(at: now) { return next }
        inService.change(by: -1, at: now)
        return nil
    }

    /// Takes the first customer out of the line and adds up how long it has waited.
    @inlinable
    @inline(__always)
    mutating func takeNext(at now: Int64) -> UInt32? {
        guard let next = line.popFirst() else { return nil }
        inLine.change(by: -1, at: now)
        waited &+= 1
        waitedNanoseconds &+= Int128(now &- next.since)
        return next.customer
    }

    /// Time of servers at work from time zero until `now`, in nanoseconds: the same as in `statistics(at:)`.
    ///
    /// Mutating in name only: a call on a station that is borrowed copies it.
    @inlinable
    public mutating func busyNanoseconds(at now: Int64) -> Int128 { inService.integral(at: now) }

    /// What the station has measured from time zero until `now`, in nanoseconds.
    ///
    /// - Complexity: O(`waiting`).
    public func statistics(at now: Int64) -> StationStatistics {
        var waitingNanoseconds: Int128 = 0
        for place in 0..<line.count { waitingNanoseconds += Int128(now - line[place].since) }
        let busyIntegral = inService.integral(at: now)
        let lineIntegral = inLine.integral(at: now)
        let granted = completed + inService.level
        return StationStatistics(
            start: 0, end: now, serverIntegral: Int128(servers) * Int128(now),
            busyIntegral: busyIntegral, lineIntegral: lineIntegral, systemIntegral: busyIntegral + lineIntegral,
            arrived: granted + line.count, granted: granted, completed: completed,
            waited: waited, waitedNanoseconds: waitedNanoseconds, waitingNanoseconds: waitingNanoseconds,
            maximumLine: inLine.maximum)
    }
}
