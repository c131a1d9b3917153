import Pipelines
import ScenarioFiles

/// How a measured pipeline is executed: the options of its scenario, and a prefetch that they do not add.
///
/// In scenarios the added prefetch belongs to the rewrites and to tuning; TensorFlow's options know them apart. Where
/// only the prefetch is missing, tuning is off, and what it would do is written out: as much parallelism as the pool
/// allows. Where only the rewrites are, the prefetch is written.
struct TFDataExecution {
    private let options: TFDataOptions
    private let pipeline: [TFDataOperator]
    private let poolThreads: Int

    init(_ measured: TFDataCase, poolThreads: Int) {
        options = measured.options
        pipeline = measured.pipelines.first ?? []
        self.poolThreads = poolThreads
    }

    /// Whether a tuned prefetch has to be written at the end of the pipeline.
    var addsPrefetch: Bool {
        options.tunes && options.injectsPrefetch && !options.rewritesGraph && !endsInThreads
    }

    /// The options of the scenario.
    func section() throws(CaseError) -> SectionDocument {
        var section = SectionDocument(ExecutionOptions.self, .line)
        section.set("rewrites", .word(options.rewritesGraph ? "tensorflow" : "none"))
        let algorithm = try algorithm()
        if isWrittenOut {
            guard algorithm == "maximum" || !hasTunedParallelism else {
                throw CaseError(
                    "options: parallelism tuned by `\(algorithm)` is not modelled without an added prefetch")
            }
            section.set("autotune", .word("off"))
            if hasTunedParallelism { section.set("initialParallelism", .count(poolThreads)) }
        } else {
            section.set("autotune", .word(options.tunes ? algorithm : "off"))
            if let budget = options.cpuBudget, budget > 0 { section.set("cpuBudget", .count(budget)) }
            if let initial = options.initialParallelism { section.set("initialParallelism", .count(initial)) }
        }
        return section
    }

    private var isWrittenOut: Bool {
        options.rewritesGraph && options.tunes && !options.injectsPrefetch && !endsInThreads
    }

    private var hasTunedParallelism: Bool { pipeline.contains { $0.parallelism == .automatic } }

    /// Whether the last operator, after the rewrites, has threads of its own, so that no prefetch is added.
    private var endsInThreads: Bool {
        guard let last = pipeline.last else { return true }
        switch last {
        case .prefetch, .toDevice: return true
        case .batch where options.rewritesGraph:
            // A map and the batch behind it become one operator, which has threads.
            if case .map = pipeline.dropLast().last { return true }
            return last.parallelism != nil
        default: return last.parallelism != nil
        }
    }

    private func algorithm() throws(CaseError) -> String {
        switch options.algorithm {
        case nil, "DEFAULT", "MAX_PARALLELISM": return "maximum"
        case "HILL_CLIMB": return "hillClimb"
        case "GRADIENT_DESCENT": return "gradientDescent"
        case "STAGE_BASED": return "stageBased"
        case let other?: throw CaseError("options: the tuning algorithm `\(other)` is not modelled")
        }
    }
}

extension TFDataOperator {
    /// Calls at a time; nil for what runs in its caller's thread.
    fileprivate var parallelism: TFDataCount? {
        switch self {
        case .map(let map): map.parallelism
        case .interleave(let files): files.parallelism
        case .batch(let batch): batch.parallelism
        default: nil
        }
    }
}
