package import Experiments

/// What is said of the time that real runs take, and of epochs that are shortened to fit in one.
package enum DurationText {
    /// `5 runs of each of 3 variants will take about 12 min, calibration included`.
    ///
    /// - Parameter unit: what is run: a variant, or a point.
    package static func announcement(_ duration: PredictedDuration, of unit: String) -> String {
        let each = duration.scenarios == 1 ? "one \(unit)" : "each of \(duration.scenarios.counted(unit))"
        let calibration = duration.calibrationSeconds > 0 ? ", calibration included" : ""
        let runs = duration.runs.counted("run")
        return "\(runs) of \(each) will take about \(time(duration.seconds)), as simulated\(calibration)"
    }

    /// `--time 60s: 3,200 of 5,000 elements, in whole epochs; …`, or that all fit.
    package static func choice(_ fitted: FittedScenarios, option: String) -> String {
        guard let roundSeconds = fitted.roundSeconds else {
            return "\(option): nothing is shortened, because one run of all fits in it."
        }
        let (some, all) = (QuantityFormat.whole(fitted.elements), QuantityFormat.whole(fitted.allElements))
        return "\(option): \(some) of \(all) elements, in whole epochs; one run of all takes about "
            + "\(time(roundSeconds)), as simulated."
    }

    /// What a limit is too short for.
    package static func refusal(seconds needed: Double, elements: Int64) -> String {
        "one run of all takes about \(time(needed)) with \(QuantityFormat.whole(elements)) elements, and fewer do not "
            + "fill a step: give more time, or fewer epochs by `--set train.epochs=`"
    }

    /// Two digits, which is all that a prediction of a real run is worth.
    private static func time(_ seconds: Double) -> String {
        guard seconds >= 1 else { return QuantityFormat.seconds((seconds * 1000).rounded(.up) / 1000) }
        let (unit, size) = seconds < 120 ? ("s", 1.0) : seconds < 7200 ? ("min", 60) : ("h", 3600)
        let value = seconds / size
        let rounded = value < 9.95 ? (value * 10).rounded() / 10 : value.rounded()
        return (rounded == rounded.rounded() ? QuantityFormat.whole(Int64(rounded)) : "\(rounded)") + " \(unit)"
    }
}
