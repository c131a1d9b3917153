/// TensorBoard's verdict on how much a training step waits for its input.
///
/// The boundaries are those of the TensorFlow profiler's input-pipeline analyser, whose tests are "less than 5 percent"
/// and "less than 20 percent": exactly 5 % is already moderate and exactly 20 % is already high.
///
/// - Source: TensorFlow, `core/profiler/convert/op_stats_to_input_pipeline_analysis.cc`
///   (`kModeratelyInfeedBoundThresholdInPercent`, `kHighlyInfeedBoundThresholdInPercent`).
public enum StallLabel: String, CaseIterable, Sendable {
    /// Below 5 % of the time is spent waiting for input.
    case notInputBound = "not input-bound"

    /// From 5 % to just below 20 % of the time is spent waiting for input.
    case moderatelyInputBound = "moderately input-bound"

    /// 20 % of the time or more is spent waiting for input.
    case highlyInputBound = "highly input-bound"

    /// Labels a stall fraction.
    ///
    /// - Parameter stallFraction: time waiting for input ÷ elapsed time, from 0 to 1.
    public init(stallFraction: Double) {
        precondition(stallFraction >= 0 && stallFraction <= 1, "A stall fraction lies from 0 to 1")
        if stallFraction < 0.05 {
            self = .notInputBound
        } else if stallFraction < 0.20 {
            self = .moderatelyInputBound
        } else {
            self = .highlyInputBound
        }
    }
}
