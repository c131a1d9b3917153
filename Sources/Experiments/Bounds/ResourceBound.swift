/// What one resource or thread can pass on in the long run, by the mean demand of a sample.
///
/// A resource of c servers, each of which spends D seconds on a sample, passes c ÷ D samples per second at most.
///
/// - Source: P. J. Denning, J. P. Buzen (1978), "The operational analysis of queueing network models", ACM Computing
///   Surveys 10(3), 225–261 (bottleneck analysis).
public struct ResourceBound: Sendable, Equatable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// Places in the disk's queue.
        case diskPlaces
        /// The disk's bandwidth.
        case diskBandwidth
        /// Requests that storage accepts per second, or files that it opens.
        case diskRequests
        /// Places in the queue of what keeps samples that were read.
        case readCache
        /// Its bandwidth.
        case readCacheBandwidth
        /// A lock that calls hold.
        case lock
        /// The cores of the host.
        case cores
        /// The threads of the worker pool.
        case workerPool
        /// The accelerators.
        case accelerators
        /// The copy engines of the accelerators.
        case copyEngines
        /// A thread that does its operators' work in turns, or the workers of one operator.
        case threads
    }

    /// What kind of thing it is.
    public let kind: Kind
    /// What messages call it.
    public let name: String
    /// Seconds of one server for a sample, in the mean.
    public let secondsPerSample: Double
    /// Servers, over all accelerators.
    public let servers: Double
    /// Whether each accelerator has one by nature, as of a background thread, so that it can only be made faster.
    public let isSingle: Bool

    /// Samples per second over all accelerators; infinite where a sample asks nothing of it.
    public var samplesPerSecond: Double { secondsPerSample > 0 ? servers / secondsPerSample : .infinity }

    /// Servers that a rate needs, if none of them ever waits: a lower bound.
    ///
    /// - Parameter samplesPerSecond: the rate, over all accelerators.
    public func servers(for samplesPerSecond: Double) -> Double { samplesPerSecond * secondsPerSample }
}
