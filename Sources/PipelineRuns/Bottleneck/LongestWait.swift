package import Pipelines

/// What a training loop waits for longest, within epochs.
struct LongestWait {
    /// As it is written, for paths.
    private let pipeline: Pipeline
    private let stage: Pipeline.NamedStage
    private let moreWork: String
    private let cause: WaitCause
    /// Share of the time that samples/s covers.
    let share: Double

    /// Nil where no wait is worth a word.
    fileprivate init?(_ observation: RunObservation) {
        let waits = observation.stages.enumerated().flatMap { index, report in
            WaitCause.allCases.map { (stage: index, cause: $0, share: report.shares.waits[$0]) }
        }
        guard let longest = waits.max(by: { $0.share < $1.share }), longest.share >= TimeLoss.leastShare else {
            return nil
        }
        let (pipeline, stage) = (observation.scenario.pipeline, observation.pipeline.stages[longest.stage])
        self.pipeline = pipeline
        self.stage = stage
        let moreCalls = observation.moreCalls(of: longest.stage) { pipeline.path(to: $0, of: stage) }
        moreWork = moreCalls.map { "\($0) or " } ?? ""
        (cause, share) = (longest.cause, longest.share)
    }

    /// The wait, then what would shorten it, without a full stop.
    var text: String {
        let percent = Int((share * 100).rounded())
        return "the loop waits \(percent) % of the time \(cause.words(ofStage: stage.name))"
            + (remedy.map { "; \($0) would help" } ?? "")
    }

    private var remedy: String? {
        switch cause {
        case .disk: "a faster disk or more reads at a time"
        case .worker: "more threads (`cpu.workers`)"
        case .core: "more cores or less work"
        case .lock: "a lock that is held less, or \(moreProcesses),"
        case .computation: "\(moreWork)less work there"
        case .order: stage.operator.orderParameter.map { "`\(pipeline.path(to: $0, of: stage))=unordered`" }
        case .passingOn: nil
        }
    }

    private var moreProcesses: String {
        stage.operator.usesWorkerProcesses ? "more worker processes" : "processes in place of threads"
    }
}

extension WaitCause {
    /// What the training loop waits for, as in "the loop waits … while `decode` computes".
    ///
    /// - Parameter name: of the stage whose work it waits for.
    package func words(ofStage name: String) -> String {
        switch self {
        case .disk: "for storage (`\(name)`)"
        case .worker: "until a worker thread is free for `\(name)`"
        case .core: "until `\(name)` has a core"
        case .lock: "until `\(name)` has its lock"
        case .computation: "while `\(name)` computes"
        case .order: "while finished results of `\(name)` wait for an older one"
        case .passingOn: "while `\(name)` puts elements together or passes them on"
        }
    }
}

extension RunObservation {
    /// What the training loop waits for longest; nil where no wait is worth a word.
    var longestWait: LongestWait? { LongestWait(self) }
}
