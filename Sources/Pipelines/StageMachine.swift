/// The state machine of a stage at its beginning: one of the usual ones, by its type, or any other.
enum StageMachine: ~Copyable {
    case source(SampleSourceStage)
    case map(SequentialMapStage)
    case parallelMap(ParallelMapStage)
    case batch(BatchStage)
    case prefetch(PrefetchStage)
    case loader(DataLoaderStage)
    case other(any Stage & ~Copyable)

    /// The same, whatever its type.
    consuming func boxed() -> any Stage & ~Copyable {
        switch consume self {
        case .source(let stage): stage
        case .map(let stage): stage
        case .parallelMap(let stage): stage
        case .batch(let stage): stage
        case .prefetch(let stage): stage
        case .loader(let stage): stage
        case .other(let stage): stage
        }
    }
}

/// An operator whose state machine may be one of the usual ones.
protocol UsualOperator: Operator {
    /// A state machine at its beginning, the same as that of `makeStage(_:)`.
    func machine(_ context: StageContext) -> StageMachine
}
