import Pipelines

/// Takes elements and never answers.
struct Stuck: Operator {
    static let name = "stuck"
    static let summary = "never answers"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = []

    init() {}
    init(_ values: ParameterValues) throws(PipelineError) {}
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { StuckStage() }

    struct StuckStage: Stage {
        mutating func demand(_ actions: inout Actions) { actions.pull() }
        mutating func element(_ element: Element, _ actions: inout Actions) {}
        mutating func upstreamEnded(_ actions: inout Actions) {}
        mutating func reset(_ actions: inout Actions) {}
    }
}
