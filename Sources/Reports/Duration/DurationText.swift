package import Experiments
import Pipelines

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

    /// `--time 60s: 3,200 of 5,000 elements, in whole epochs; …`, or that all fit; and which limits do not bind any more.
    package static func choice(_ fitted: FittedScenarios, option: String) -> String {
        guard fitted.areShortened, let roundSeconds = fitted.roundSeconds else {
            return "\(option): nothing is shortened, because one run of all fits in it."
        }
        let (some, all) = (QuantityFormat.whole(fitted.elements), QuantityFormat.whole(fitted.allElements))
        let choice =
            "\(option): \(some) of \(all) elements, in whole epochs; one run of all takes about "
            + "\(time(roundSeconds)), as simulated."
        return ([choice] + fitted.sufficientRooms.map(warning)).joined(separator: " ")
    }

    /// What a run that reads fewer elements does not show.
    private static func warning(_ room: RoomForData) -> String {
        switch room {
        case .readCache:
            "The read cache keeps all of them, but only a part of all data: make `readCache.capacity` smaller, too."
        case .memory:
            "What caches and buffers hold of them fits in memory, but not of all data: make `memory.capacity` smaller, too."
        }
    }

    /// What a limit is too short for.
    ///
    /// - Parameters:
    ///   - shortest: the scenarios with the fewest elements.
    ///   - needed: seconds of one run of each.
    package static func refusal(of shortest: FittedScenarios, seconds needed: Double) -> String {
        let elements = "\(QuantityFormat.whole(shortest.elements)) element\(shortest.elements == 1 ? "" : "s")"
        let (reason, remedy) =
            if shortest.areEndedBySteps {
                ("shorten epochs that `train.steps` ends", ", or fewer steps by `--set train.steps=`")
            } else if shortest.scenarios.contains(where: { $0.pipeline.training.epochs > 1 }) {
                ("fill a step", ", or fewer epochs by `--set train.epochs=`")
            } else {
                ("fill a step", "")
            }
        return "one run of all takes about \(time(needed)) with \(elements), and fewer do not \(reason): "
            + "give more time\(remedy)"
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
