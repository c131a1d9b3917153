import Pipelines

/// What is to be said of checkpoints and evaluations that no epoch of a run comes to.
enum UnmetInterruptions {
    /// One sentence without a full stop for each.
    static func warnings(_ scenario: Scenario) -> [String] {
        let training = scenario.pipeline.training
        var warnings: [String] = []
        if let checkpoint = training.checkpoint {
            if let steps = checkpoint.steps {
                // Every accelerator has at least the last one's share, and at most the first one's.
                let most = (try? scenario.onAccelerator(0))?.pipeline.stepsPerEpoch
                if let most, most < steps {
                    warnings.append(
                        "no checkpoint is written: epochs have \(Int(most).counted("step")), and `checkpointSteps`, which "
                            + "starts again in each, is \(steps)")
                }
            } else if let text = text("no checkpoint is written", "checkpoint", checkpoint.epochs, training.epochs) {
                warnings.append(text)
            }
        }
        if let evaluation = training.evaluation,
            let text = text("nothing is evaluated", "evaluation", evaluation.epochs, training.epochs)
        {
            warnings.append(text)
        }
        return warnings
    }

    private static func text(_ verdict: String, _ kind: String, _ rhythm: EpochRhythm, _ epochs: Int) -> String? {
        guard rhythm.first > epochs else { return nil }
        return "\(verdict): there \(epochs == 1 ? "is 1 epoch" : "are \(epochs) epochs"), and `\(kind)FirstEpoch` is "
            + "\(rhythm.first)"
    }
}
