import Importers

/// A DLIO run replayed epoch by epoch: one duration of meetings at the barrier, fitted on one epoch, predicts all.
package struct RankScoreboard: Sendable, Equatable {
    /// Groups of epochs.
    package enum Group: String, Sendable {
        /// The run's first epoch, in which caches and connections may be cold; not judged.
        case first
        /// The epoch that was fitted.
        case fit
        /// The epochs that are judged, if the fit has converged.
        case predicted
    }

    /// The epochs.
    package let scoreboard: Scoreboard
    /// What was fitted.
    package let fit: BarrierFit

    /// Fits one epoch and replays all.
    ///
    /// - Throws: when an epoch cannot be replayed, or the task was cancelled.
    package init(_ run: RankRun, fitting fitted: RankEpoch) throws(CasePrediction.Failure) {
        try self.init(run, fit: BarrierFit(fitted))
    }

    /// Replays all epochs with what was fitted.
    init(_ run: RankRun, fit: BarrierFit) throws(CasePrediction.Failure) {
        self.fit = fit
        var rows: [Scoreboard.Row] = []
        for epoch in run.epochs {
            let isFirst = epoch.number == run.epochs[0].number
            let group: Group = epoch.number == fit.epoch ? .fit : isFirst ? .first : .predicted
            let replay: RankReplay
            do throws(CaseError) { replay = try RankReplay(epoch) } catch { throw .notModelled(error) }
            rows.append(
                Scoreboard.Row(
                    id: "epoch \(epoch.number)", group: group.rawValue, measured: epoch.measurement,
                    predicted: try replay.prediction(barrierSeconds: fit.seconds), isContended: false))
        }
        // What was not fitted says nothing about the epochs that it would have predicted.
        let unjudged: [Group] = fit.isConverged ? [.first, .fit] : [.first, .fit, .predicted]
        scoreboard = Scoreboard(rows: rows, calibrationGroups: unjudged.map(\.rawValue))
    }

    /// Differences of AU, as fractions of one, over the epochs that are judged.
    package var utilisationErrors: ErrorSummary {
        ErrorSummary(scoreboard.compared, error: \.utilisationError)
    }
}
