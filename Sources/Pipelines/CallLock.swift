/// A lock that calls hold for a part of their time, one at a time: Python's interpreter lock, or that of a library.
///
/// A call does first what needs no lock, then waits for it in line, and holds it to its end. Each process has a lock of
/// its own: the training loop's, which all stages that name the same lock share, and each worker of a `dataLoader`.
public struct CallLock: Sendable, Equatable {
    /// What it is called.
    public var name: String
    /// Share of a call's time during which it holds the lock, from 0 to 1.
    public var share: Double
    /// Seconds that it takes to pass the lock to a call that has waited for it; nobody works under it meanwhile.
    public var handOverSeconds: Double

    /// A lock that calls hold.
    ///
    /// - Parameters:
    ///   - name: what it is called, as stages are.
    ///   - share: of a call's time during which it holds the lock.
    ///   - handOverSeconds: to pass it to a call that has waited for it.
    public init(_ name: String, share: Double = 1, handOverSeconds: Double = 0) {
        self.name = name
        self.share = share
        self.handOverSeconds = handOverSeconds
    }

    /// Different locks that a pipeline may have.
    package static let most = 4

    /// What a scenario file says of it, among the parameters of an operator that makes calls.
    static let parameters = [
        Parameter(
            optional: "lock", .name, "name of a lock that one call holds at a time, such as Python's interpreter lock"),
        Parameter(
            "lockShare", .quantity(.fraction, 0...1), default: .quantity(1),
            "share of a call's time during which it holds the lock"),
        Parameter(
            "lockHandOver", .quantity(.time, 0...1e6), default: .quantity(0),
            "time to pass the lock to a call that has waited for it"),
    ]

    /// The lock that decoded parameters name; nil where they name none.
    ///
    /// - Throws: `PipelineError` where something is said of a lock without a name.
    init?(_ values: ParameterValues) throws(PipelineError) {
        let (share, handOver) = (values.quantity("lockShare"), values.quantity("lockHandOver"))
        guard let name = values.optionalWord("lock") else {
            for (parameter, isGiven) in [("lockShare", share < 1), ("lockHandOver", handOver > 0)] where isGiven {
                throw PipelineError(parameter: parameter, "`\(parameter)` needs a `lock`, by its name")
            }
            return nil
        }
        self.init(name, share: share, handOverSeconds: handOver)
    }

    var nameValue: ParameterValue { .word(name) }
    var shareValue: ParameterValue { .quantity(share) }
    var handOverValue: ParameterValue { .quantity(handOverSeconds) }
}
