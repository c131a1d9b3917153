/// The times that jobs spend in a station, each measured by itself.
///
/// By Little's law (1961) they add up to the integral of the number of jobs, at any moment.
struct Sojourns {
    private var starts: [UInt32: Int64] = [:]
    private var ended: Int128 = 0

    mutating func start(_ job: UInt32, at now: Int64) { starts[job] = now }

    mutating func end(_ job: UInt32, at now: Int64) {
        if let start = starts.removeValue(forKey: job) { ended += Int128(now - start) }
    }

    /// All of them until an instant, in nanoseconds.
    func total(at now: Int64) -> Int128 { starts.values.reduce(ended) { $0 + Int128(now - $1) } }
}
