/// Accelerator utilisation (AU) by the definition of DLIO and MLPerf Storage, accumulated as the run goes.
///
/// An epoch's AU is the compute time of its steps after the first ÷ the time from the end of its first step to the
/// epoch's end; the run's AU is the mean over epochs. Leaving out the first step hides the start-up of the input
/// pipeline, so AU is not the share of the run's time that the accelerator was busy, and the two must not be mixed.
///
/// - Source: DLIO benchmark, `utils/statscounter.py`; MLPerf Storage benchmark rules, "accelerator utilization".
public struct AcceleratorUtilisation: Equatable, Sendable {
    private var current: Epoch?
    private var sumOfEpochs = 0.0

    /// Epochs ended that had an AU.
    public private(set) var epochs = 0

    /// Epochs ended without an AU: fewer than two steps, or no time after the first.
    public private(set) var epochsWithout = 0

    private struct Epoch: Equatable {
        let startNanoseconds: Int64
        var firstStepEndNanoseconds: Int64?
        var latestNanoseconds: Int64
        var stepsAfterFirst: Int64 = 0
        var computeNanoseconds: Int64 = 0
    }

    /// Creates an accumulator without epochs.
    public init() {}

    /// Notes that an epoch began.
    ///
    /// - Parameter nanoseconds: virtual time.
    /// - Precondition: no epoch is open.
    public mutating func epochStarted(at nanoseconds: Int64) {
        precondition(current == nil, "An epoch starts after the one before has ended")
        current = Epoch(startNanoseconds: nanoseconds, latestNanoseconds: nanoseconds)
    }

    /// Notes that a step of the open epoch ended.
    ///
    /// - Parameters:
    ///   - nanoseconds: virtual time, not before the step before.
    ///   - computeNanoseconds: time the accelerator computed in this step, not negative.
    public mutating func stepEnded(at nanoseconds: Int64, computeNanoseconds: Int64) {
        guard var epoch = current else { preconditionFailure("A step ends within an epoch") }
        precondition(nanoseconds >= epoch.latestNanoseconds, "Steps end in time order")
        precondition(computeNanoseconds >= 0, "A compute time is not negative")
        if epoch.firstStepEndNanoseconds == nil {
            epoch.firstStepEndNanoseconds = nanoseconds
        } else {
            epoch.stepsAfterFirst += 1
            epoch.computeNanoseconds += computeNanoseconds
        }
        epoch.latestNanoseconds = nanoseconds
        current = epoch
    }

    /// Notes that the open epoch ended.
    ///
    /// - Parameter nanoseconds: virtual time, not before the epoch's last step.
    public mutating func epochEnded(at nanoseconds: Int64) {
        guard let epoch = current else { preconditionFailure("An epoch ends after it has started") }
        precondition(nanoseconds >= epoch.latestNanoseconds, "An epoch ends after its last step")
        current = nil
        guard let firstStepEnd = epoch.firstStepEndNanoseconds, epoch.stepsAfterFirst > 0, nanoseconds > firstStepEnd
        else {
            epochsWithout += 1
            return
        }
        epochs += 1
        sumOfEpochs += Double(epoch.computeNanoseconds) / Double(nanoseconds - firstStepEnd)
    }

    /// Mean AU of the ended epochs, from 0 to 1; `nil` while none had one.
    public var value: Double? { epochs > 0 ? sumOfEpochs / Double(epochs) : nil }
}
