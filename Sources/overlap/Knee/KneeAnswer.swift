import Experiments
import PipelineSimulation
import Reports
import ScenarioFiles

/// The knee of one variant, and what it hinges on, as far as they are known.
struct KneeAnswer {
    private(set) var knee: Knee
    private(set) var uncertain: Uncertain<Knee.Answer>?

    /// - Parameter knee: before its search.
    init(_ knee: Knee) { self.knee = knee }

    /// Finds the knee, then what it hinges on; what was found until it failed stays.
    ///
    /// - Parameter points: a scenario for each value, with guesses at places of their ranges.
    mutating func find(
        over guesses: [Guess], threads: Int, isQuiet: Bool,
        points: ([(guess: Guess, place: Double)]) throws(CommandFailure) -> [SweepGrid.Point]
    ) async -> CommandFailure? {
        let axis = knee.axis
        let failure = await ProgressLine.during("values", isQuiet: isQuiet) { line throws(ReplicationError) in
            try await knee.find(threads: threads) { position, replications in
                line.update(
                    fraction: 0, "\(axis.name) = \(axis.cell(position)): \(replications.counted("replication"))")
            }
        } failure: {
            CommandFailure($0, along: axis)
        }
        if let failure { return failure }
        let found = knee
        let answers = await guesses.answers(
            like: found.answer ?? .noFigure, name: found.points[0].variant, isQuiet: isQuiet
        ) { uncertain, progress throws(CommandFailure) in
            try await uncertain.find(like: found, threads: threads, progress: progress, points: points) {
                CommandFailure($0, along: axis)
            }
        } failure: {
            $0
        }
        uncertain = answers.uncertain
        return answers.failure
    }
}

extension CommandFailure {
    /// A replication of one of an axis's values that failed.
    fileprivate init(_ error: ReplicationError, along axis: SweepGrid.Axis) {
        self = CommandFailure(error).at("\(axis.name) = \(axis.cell(error.scenario))")
    }
}
