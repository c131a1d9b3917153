import DiscreteEvent

/// A duration that the clock cannot count, or that would end after its last instant.
public struct DurationOutOfRange: Sendable, Equatable, CustomStringConvertible {
    /// The stage whose work would take so long; `train` for the training loop.
    public var stage: String
    /// How long it would take, in seconds; nil when all that is known is that no clock counts it.
    public var seconds: Double?
    /// When it began, in seconds since the run began.
    public var begunAtSeconds: Double

    /// - Parameters:
    ///   - nanoseconds: how long it would take; `SimulationTime.outOfRange` when no clock counts that.
    ///   - begunAtNanoseconds: when it began, since the run began.
    package init(nanoseconds: Int64, begunAtNanoseconds: Int64, stage: String) {
        self.stage = stage
        seconds = nanoseconds == SimulationTime.outOfRange ? nil : SimulationTime(nanoseconds: nanoseconds).seconds
        begunAtSeconds = SimulationTime(nanoseconds: begunAtNanoseconds).seconds
    }

    /// Stage and value, and what would be accepted.
    public var description: String {
        let length = seconds.map { "of \($0) s" } ?? "of more than 146 years"
        let begin = begunAtSeconds > 0 ? ", begun after \(begunAtSeconds) s," : ""
        return "stage `\(stage)`: a duration \(length)\(begin) is longer than the engine can count (146 years from the "
            + "beginning of the run; 13 days for one job on shared cores or on a disk's bandwidth): check the units"
    }
}
