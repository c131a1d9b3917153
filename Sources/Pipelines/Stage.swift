/// A running operator: a pure state machine that receives inputs and answers with actions.
///
/// It asks its upstream for one element at a time (`pull`), and answers each demand of its downstream exactly once,
/// with `emit` or `end`.
public protocol Stage: ~Copyable {
    /// The downstream asks for an element; it asks again only after an answer.
    mutating func demand(_ actions: inout Actions)
    /// The upstream delivers what was pulled.
    mutating func element(_ element: Element, _ actions: inout Actions)
    /// Work begun by `perform` is done.
    mutating func workDone(_ work: Work, _ actions: inout Actions)
    /// The upstream has no more elements: the answer to a pull.
    mutating func upstreamEnded(_ actions: inout Actions)
    /// The upstream failed: no more elements will come.
    mutating func failed(_ failure: Failure, _ actions: inout Actions)
    /// Work begun by `perform` failed.
    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions)
    /// Back to the beginning for a new epoch; what outlives epochs (a complete cache) stays.
    mutating func reset(_ actions: inout Actions)
    /// A tuner changed a parameter (the parallelism, the buffer's size).
    mutating func parameterChanged(to value: Int, _ actions: inout Actions)
    /// What a tuner has made of the stage's parameter, if one governs it.
    var tunedValue: Int? { get }
    /// Whether it has begun a cache that is not complete.
    var holdsIncompleteCache: Bool { get }
    /// Whether work that it has begun comes back to it after a reset too, because who does it is not begun anew.
    var keepsWork: Bool { get }
}

extension Stage where Self: ~Copyable {
    /// Only stages that perform work need this.
    public mutating func workDone(_ work: Work, _ actions: inout Actions) {
        preconditionFailure("work was completed for a stage that performs none")
    }
    /// Passes the failure on at once.
    public mutating func failed(_ failure: Failure, _ actions: inout Actions) { actions.fail(failure) }
    /// As a failure of the upstream: nothing comes after it.
    public mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        failed(failure, &actions)
    }
    /// Most stages have nothing to tune.
    public mutating func parameterChanged(to value: Int, _ actions: inout Actions) {}
    /// Nothing to tune.
    public var tunedValue: Int? { nil }
    /// Most stages keep no cache.
    public var holdsIncompleteCache: Bool { false }
    /// It is forgotten.
    public var keepsWork: Bool { false }
}

/// Why no more elements come; what happened is known to the backend that reports it.
public struct Failure: Error, BitwiseCopyable, Sendable, Equatable {
    /// The backend's number for what happened.
    public var code: Int32

    /// A failure with the backend's number.
    public init(code: Int32) { self.code = code }
}
