/// Accelerator utilisation (AU) and throughput by the definitions of DLIO and MLPerf Storage v1.0, accumulated as the
/// run goes, for one accelerator.
///
/// An epoch's AU is the compute time of its steps after the first ÷ (the epoch's length − the length of its first
/// step). The first step ends when this accelerator has computed it: the wait for other accelerators after it counts,
/// unless it is left out. An epoch's throughput is all of its samples ÷ its whole length, the first step included. The
/// run's figures are means over epochs.
///
/// Leaving out the first step hides the start-up of the input pipeline, so AU is not the share of the run's time that
/// the accelerator was busy, and AU and throughput do not measure the same stretch of time. Of an epoch of few steps
/// little is left: see ``mostStepsLeft``.
///
/// - Source: DLIO benchmark, `utils/statscounter.py`, `compute_metrics_train`, as of MLPerf Storage v1.0; MLPerf
///   Storage benchmark rules, "accelerator utilization". Later versions of DLIO leave the first and last step out of
///   both.
public struct AcceleratorUtilisation: Equatable, Sendable {
    private var current: Epoch?
    private var sumOfEpochs = 0.0
    private var timedEpochs = 0
    private var sumOfSamplesPerSecond = 0.0
    private var timeLeftOut = 0.0
    private var timeOfEpochs = 0.0

    /// Epochs ended that had an AU.
    public private(set) var epochs = 0

    /// Epochs ended without an AU: fewer than two steps, or no time after the first.
    public private(set) var epochsWithout = 0

    /// Steps after the first in the epoch that had most of them, of all or of those since ``forgetStepsLeft()``.
    public private(set) var mostStepsLeft: Int64 = 0

    private struct Epoch: Equatable {
        let startNanoseconds: Int64
        var firstStepEndNanoseconds: Int64?
        var latestNanoseconds: Int64
        var stepsAfterFirst: Int64 = 0
        var computeNanoseconds: Int64 = 0
        var samples: Int64 = 0
        var leftOutNanoseconds: Int64 = 0
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
    ///   - nanoseconds: virtual time when this accelerator was done, not before the step before.
    ///   - computeNanoseconds: time the accelerator computed in this step, not negative.
    ///   - samples: samples in the step's batch.
    public mutating func stepEnded(at nanoseconds: Int64, computeNanoseconds: Int64, samples: Int64) {
        guard var epoch = current else { preconditionFailure("A step ends within an epoch") }
        precondition(nanoseconds >= epoch.latestNanoseconds, "Steps end in time order")
        precondition(computeNanoseconds >= 0, "A compute time is not negative")
        if epoch.firstStepEndNanoseconds == nil {
            epoch.firstStepEndNanoseconds = nanoseconds
        } else {
            epoch.stepsAfterFirst += 1
            epoch.computeNanoseconds += computeNanoseconds
        }
        epoch.samples += samples
        epoch.latestNanoseconds = nanoseconds
        current = epoch
    }

    /// Leaves a wait after a step of the open epoch out of the epoch's length.
    ///
    /// - Parameter nanoseconds: how long it was, not negative.
    public mutating func leaveOut(_ nanoseconds: Int64) {
        guard var epoch = current else { preconditionFailure("A wait is within an epoch") }
        precondition(nanoseconds >= 0, "A wait is not negative")
        epoch.leftOutNanoseconds += nanoseconds
        current = epoch
    }

    /// Notes that the open epoch ended.
    ///
    /// - Parameter nanoseconds: virtual time, not before the epoch's last step.
    public mutating func epochEnded(at nanoseconds: Int64) {
        guard let epoch = current else { preconditionFailure("An epoch ends after it has started") }
        precondition(nanoseconds >= epoch.latestNanoseconds, "An epoch ends after its last step")
        current = nil
        let length = nanoseconds - epoch.startNanoseconds - epoch.leftOutNanoseconds
        if length > 0 {
            timedEpochs += 1
            sumOfSamplesPerSecond += Double(epoch.samples) * 1e9 / Double(length)
        }
        let firstStep = epoch.firstStepEndNanoseconds.map { $0 - epoch.startNanoseconds }
        guard let firstStep, epoch.stepsAfterFirst > 0, length > firstStep else {
            epochsWithout += 1
            return
        }
        epochs += 1
        mostStepsLeft = max(mostStepsLeft, epoch.stepsAfterFirst)
        timeLeftOut += Double(firstStep)
        timeOfEpochs += Double(length)
        sumOfEpochs += Double(epoch.computeNanoseconds) / Double(length - firstStep)
    }

    /// Looks for ``mostStepsLeft`` among the epochs that end from now on.
    public mutating func forgetStepsLeft() { mostStepsLeft = 0 }

    /// Mean AU of the ended epochs, from 0 to 1; `nil` while none had one.
    public var value: Double? { epochs > 0 ? (sumOfEpochs / Double(epochs)).roundedShare : nil }

    /// Mean AU of the epochs that ended since an earlier moment, from 0 to 1; `nil` while none had one.
    ///
    /// - Parameter earlier: this accumulator as it was then.
    public func value(since earlier: AcceleratorUtilisation) -> Double? {
        let count = epochs - earlier.epochs
        return count > 0 ? ((sumOfEpochs - earlier.sumOfEpochs) / Double(count)).roundedShare : nil
    }

    /// Share of the time of the ended epochs that their first steps took, from 0 to 1; `nil` while none had an AU.
    public var shareLeftOut: Double? { timeOfEpochs > 0 ? timeLeftOut / timeOfEpochs : nil }

    /// Mean over the ended epochs of samples ÷ length, in samples per second; `nil` while none took time.
    public var samplesPerSecond: Double? { timedEpochs > 0 ? sumOfSamplesPerSecond / Double(timedEpochs) : nil }
}
