import Pipelines

extension RunObservation {
    /// Starting worker processes, where it takes more than half of a run: whatever else is won is less.
    ///
    /// Where each of several epochs starts them anew, the beginnings of epochs are a loss of their own.
    var startUp: TimeLoss? {
        let losses = pipeline.stages.compactMap { stage -> TimeLoss? in
            guard let start = stage.operator.processStart(scenario.platform.processes),
                !start.isRepeated || training.epochs == 1, start.seconds > runSeconds / 2
            else { return nil }
            let share = start.seconds / runSeconds
            let growsWithWorkers = stage.operator.processes > 1 && start.secondsInTurns > runSeconds / 2
            return TimeLoss(
                .boundaries, share, stage: stage.name,
                "starting the workers of `\(stage.name)` takes \(Int((share * 100).rounded())) % of the run; "
                    + "\(growsWithWorkers ? "fewer workers or " : "")longer epochs would help")
        }
        return losses.max { $0.share < $1.share }
    }
}
