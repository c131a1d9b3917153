import Pipelines

extension RunObservation {
    /// Starting worker processes, where it takes more than half of a run: whatever else is won is less.
    ///
    /// Where each of several epochs starts them anew, the beginnings of epochs are a loss of their own.
    var startUp: TimeLoss? {
        let losses = pipeline.stages.compactMap { stage -> TimeLoss? in
            guard let start = stage.operator.processStart(on: scenario.platform),
                !start.isRepeated || training.epochs == 1, start.seconds > runSeconds / 2
            else { return nil }
            let share = min(1, start.seconds / runSeconds)
            let fewer = fewerAreFaster(start, processes: stage.operator.processes) ? "fewer workers or " : ""
            return TimeLoss(
                .boundaries, share, stage: stage.name,
                "starting the workers of `\(stage.name)` takes \(Int((share * 100).rounded())) % of the run; "
                    + "\(fewer)longer epochs would help")
        }
        return losses.max { $0.share < $1.share }
    }

    /// Whether one process fewer saves more time at the start than the others take for its work.
    private func fewerAreFaster(_ start: ProcessStart, processes: Int) -> Bool {
        guard processes > 1 else { return false }
        let working = max(0, runSeconds - start.seconds)
        return start.secondsSavedByOneFewer > working / Double(processes - 1)
    }
}
