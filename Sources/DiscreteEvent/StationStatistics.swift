/// What a station has measured over a window of time.
///
/// Counts and integrals are exact integers, so the window between two instants is the difference of two of these:
/// see `since(_:)`. Customer-nanoseconds in line equal the customers' waiting times one by one (Little 1961):
/// `lineIntegral == waitedNanoseconds + waitingNanoseconds` on every path, over a window that starts with the run.
public struct StationStatistics: Sendable, Equatable {
    /// When the window begins, in nanoseconds.
    public var start: Int64

    /// When the window ends, in nanoseconds.
    public var end: Int64

    /// Integral of the number of servers present, in server-nanoseconds.
    public var serverIntegral: Int128

    /// Integral of the number of servers at work, in server-nanoseconds.
    public var busyIntegral: Int128

    /// Integral of the number of customers waiting for a server, in customer-nanoseconds.
    public var lineIntegral: Int128

    /// Integral of the number of customers waiting or served, in customer-nanoseconds.
    public var systemIntegral: Int128

    /// Customers that have come.
    public var arrived: Int

    /// Customers that have been given a server, at once or after waiting.
    public var granted: Int

    /// Customers that have been served and have left.
    public var completed: Int

    /// Customers that were given a server after waiting in line, even if for no time.
    public var waited: Int

    /// Total waiting time of those, each measured by itself, in nanoseconds.
    public var waitedNanoseconds: Int128

    /// Time that the customers still in line have waited so far, each measured by itself, in nanoseconds.
    public var waitingNanoseconds: Int128

    /// The longest line since the station was created, not only within the window.
    public var maximumLine: Int

    /// What was measured after an earlier instant of the same station.
    ///
    /// Times in line stay those of the window's end; `maximumLine` stays that of the whole run.
    public func since(_ earlier: StationStatistics) -> StationStatistics {
        var window = self
        window.start = earlier.end
        window.serverIntegral -= earlier.serverIntegral
        window.busyIntegral -= earlier.busyIntegral
        window.lineIntegral -= earlier.lineIntegral
        window.systemIntegral -= earlier.systemIntegral
        window.arrived -= earlier.arrived
        window.granted -= earlier.granted
        window.completed -= earlier.completed
        window.waited -= earlier.waited
        window.waitedNanoseconds -= earlier.waitedNanoseconds
        return window
    }
}

extension StationStatistics {
    /// What a station has measured from time zero on that nobody had to wait for.
    ///
    /// - Parameters:
    ///   - servers: all the time.
    ///   - served: customers, all of whom have left.
    ///   - nanoseconds: of their services together.
    ///   - end: when the window ends (ns).
    package init(servers: Int, served: Int, nanoseconds: Int128, until end: Int64) {
        start = 0
        self.end = end
        serverIntegral = Int128(servers) * Int128(end)
        busyIntegral = nanoseconds
        lineIntegral = 0
        systemIntegral = nanoseconds
        (arrived, granted, completed) = (served, served, served)
        (waited, waitedNanoseconds, waitingNanoseconds, maximumLine) = (0, 0, 0, 0)
    }

    /// Length of the window in nanoseconds.
    public var nanoseconds: Int64 { end - start }

    /// Share of the servers' time spent at work, 0...1; 0 for an empty window.
    public var utilisation: Double { ratio(busyIntegral, serverIntegral) }

    /// Mean number of customers waiting for a server, Lq.
    public var meanLine: Double { ratio(lineIntegral, Int128(nanoseconds)) }

    /// Mean number of customers waiting or served, L.
    public var meanInSystem: Double { ratio(systemIntegral, Int128(nanoseconds)) }

    /// Mean waiting time in seconds over the customers given a server, Wq, those that did not wait included.
    public var meanWaitSeconds: Double { ratio(waitedNanoseconds, Int128(granted)) / 1e9 }

    private func ratio(_ part: Int128, _ whole: Int128) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
