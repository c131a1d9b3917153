import Experiments
import PipelineSimulation
import Reports
import ScenarioFiles

/// The knee of one variant, and what it hinges on, as far as they are known.
struct KneeAnswer {
    typealias Points = ([(guess: Guess, place: Double)]) throws(CommandFailure) -> [SweepGrid.Point]

    private let guesses: [Guess]
    private let points: Points
    private(set) var knee: Knee
    private(set) var uncertain: Uncertain<Knee.Answer>?

    /// - Parameters:
    ///   - knee: before its search.
    ///   - guesses: what was guessed.
    ///   - points: a scenario for each value, with guesses at places of their ranges.
    init(_ knee: Knee, guesses: [Guess], points: @escaping Points) {
        self.knee = knee
        self.guesses = guesses
        self.points = points
    }

    /// Whether anything was compared.
    var hasFigures: Bool { knee.metric != nil }

    /// Finds the knee, then what it hinges on; what was found until it failed stays.
    mutating func find(threads: Int, isQuiet: Bool) async -> CommandFailure? {
        if let failure = await findKnee(threads: threads, isQuiet: isQuiet) { return failure }
        let (knee, points) = (knee, points)
        let (uncertain, failure) = await guesses.answers(
            like: knee.answer ?? .noFigure, name: knee.points[0].variant, isQuiet: isQuiet
        ) { uncertain, progress throws(CommandFailure) in
            try await uncertain.find(like: knee, threads: threads, progress: progress, points: points) {
                CommandFailure($0, at: knee.axis)
            }
        }
        self.uncertain = uncertain
        return failure
    }

    private mutating func findKnee(threads: Int, isQuiet: Bool) async -> CommandFailure? {
        var progress = ProgressLine(unit: "values", isQuiet: isQuiet)
        let axis = knee.axis
        defer { progress.end() }
        do throws(ReplicationError) {
            try await knee.find(threads: threads) { position, replications in
                progress.update(
                    fraction: 0,
                    "\(axis.name) = \(axis.cell(position)): \(replications.counted("replication"))")
            }
            return nil
        } catch {
            return CommandFailure(error, at: axis)
        }
    }
}

extension CommandFailure {
    /// A replication of one of an axis's values that failed.
    fileprivate init(_ error: ReplicationError, at axis: SweepGrid.Axis) {
        guard error.error != .cancelled else {
            self = .interrupted("interrupted")
            return
        }
        let failure = CommandFailure(error)
        let value = "\(axis.name) = \(axis.cell(error.scenario))"
        self.init(message: "\(failure.message) (at \(value))", code: failure.code)
    }
}
