import Experiments
import PipelineRuns

extension UncertainText<Diagnosis.Conclusion> {
    /// Whether what helps most, and what limits a pipeline, hinge on guesses.
    init(_ uncertain: Uncertain<Diagnosis.Conclusion>) {
        let written = uncertain.answers[0]
        let common = written.best.first { name in uncertain.answers.allSatisfy { $0.best.contains(name) } }
        func name(_ best: String??) -> String { best.flatMap { $0 } ?? "nothing" }
        self.init(
            uncertain: uncertain,
            words: UncertainWords(
                uncertain, subject: "What helps most",
                same: "\(name(common ?? written.best.first)) helps most, and the limit is \(written.cause.words),"
            ) { "\(name($0.best.first)) (limit: \($0.cause.words))" })
    }
}

extension Diagnosis.Conclusion.Cause {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .bottleneck(let kind, let name):
            switch kind {
            case .source, .stage: "`\(name)`"
            case .thread: "a thread"
            case .none: "no single bottleneck"
            case .trainer, .trainingLoop, .disk, .readCache, .lock, .cores, .copyEngine, .workers: "the \(name)"
            }
        case .memory: "memory"
        case .unknown: "no figure"
        }
    }

    /// What files call it; empty without figures.
    var word: String {
        switch self {
        case .bottleneck(let kind, let name): kind == .none ? "none" : name
        case .memory: "memory"
        case .unknown: ""
        }
    }
}
