import PipelineRuns
import Pipelines

/// Where the training loop's time goes, as lines of a table: what it does itself, then what it waits for, each with its share.
struct LoopShares {
    /// A part of the time.
    struct Part: Equatable {
        /// What the loop does or waits for.
        let name: String
        /// Share of the time, from 0 to 1.
        let share: Double
    }

    /// The parts, the loop's own first, then waits, the longest first; without those that come to nothing.
    let parts: [Part]

    /// - Parameters:
    ///   - loop: the loop's time.
    ///   - stages: the stages with their waits.
    init(_ loop: LoopTime, stages: [StageReport]) {
        let own = [
            Part(name: "steps compute", share: loop.computation),
            Part(name: "copies in the steps' path", share: loop.copies),
            Part(name: "launches", share: loop.launches), Part(name: "the host, between steps", share: loop.host),
            Part(name: "the barrier between accelerators", share: loop.barrier),
            Part(name: "checkpoints and evaluations", share: loop.interruptions),
        ]
        let waits = stages.flatMap { stage in
            WaitCause.allCases.map {
                Part(name: "waits for `\(stage.name)`: \($0.words)", share: stage.shares.waits[$0])
            }
        }
        let boundaries = [
            Part(name: "waits at the beginning of epochs", share: loop.boundaries),
            Part(name: "data have ended, others go on", share: loop.starved),
        ]
        // What is left of a difference of sums is nothing.
        func some(_ parts: [Part]) -> [Part] { parts.filter { $0.share > 1e-9 } }
        parts = some(own) + some(waits + boundaries).sorted { $0.share > $1.share }
    }

    /// Those that are worth a line, the others added up.
    ///
    /// - Parameter least: the smallest share with a line of its own.
    func worthwhile(least: Double) -> [Part] {
        let rest = parts.filter { $0.share < least }.reduce(0) { $0 + $1.share }
        let shown = parts.filter { $0.share >= least }
        return rest >= 0.0005 ? shown + [Part(name: "other", share: rest)] : shown
    }
}

extension WaitCause {
    /// What is waited for, in a few words.
    var words: String {
        switch self {
        case .disk: "storage"
        case .worker: "a worker thread"
        case .core: "a core"
        case .lock: "a lock"
        case .computation: "computing"
        case .order: "an older element (order)"
        case .passingOn: "passing on"
        }
    }
}
