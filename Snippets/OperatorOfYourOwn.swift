// snippet.hide
import PipelineRuns
import PipelineSimulation
// snippet.show
import Pipelines
import ScenarioFiles
import Variates

// snippet.operator
/// `augment`: several variations of each element, each made by a call of its own on the worker pool.
struct Augment: Operator, Equatable {
    static let name = "augment"
    static let summary = "several variations of each element that comes in"
    static let parameters = [
        Parameter("copies", .count(1...1000), "variations of an element"),
        Parameter("cost", .distribution(.time), default: .distribution(0), "time to make one"),
    ]
    static let primaryParameter: String? = "copies"
    static let examples: [[String: ParameterValue]] = [["copies": .count(3)]]

    let copies: Int
    let service: ServiceTime

    init(_ values: ParameterValues) throws(PipelineError) {
        copies = values.count("copies")
        service = ServiceTime(secondsPerElement: values.distribution("cost"))
    }

    init(_ copies: Int, cost: Distribution = 0) throws(PipelineError) {
        try self.init(checking: ["copies": .count(copies), "cost": .distribution(cost)])
    }

    // snippet.declarations
    var serviceTime: ServiceTime? { service }
    var conservesSamples: Bool { false }
    func cardinality(after upstream: Cardinality) -> Cardinality { upstream.map { $0 * Int64(copies) } }
    func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(elements: upstream.elements * Double(copies), samples: upstream.samples, bytes: upstream.bytes)
    }
    func intake(from files: StoredFiles) -> Double { 1 / Double(copies) }

    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { AugmentStage(copies: copies) }
}

// snippet.stage
/// Keeps an element until the last of its variations is begun.
private struct AugmentStage: Stage {
    let copies: Int
    var kept: Element?
    var begun = 0

    init(copies: Int) { self.copies = copies }

    mutating func demand(_ actions: inout Actions) {
        guard let kept else { return actions.pull() }
        begun += 1
        guard begun == copies else { return actions.perform(actions.share(kept), at: .workerCore) }
        self.kept = nil
        actions.release(kept)
        actions.perform(kept, at: .workerCore)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        kept = element
        begun = 0
        actions.hold(element)
        demand(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(work.element) }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }

    mutating func reset(_ actions: inout Actions) {
        if let kept { actions.drop(kept) }
        kept = nil
    }
}

// snippet.use
let written = """
    overlap: 1
    platform: {cpu: {cores: 2}}
    pipeline:
      - source: 400
      - augment: {copies: 3, cost: 2 ms}
      - batch: 4
    train: {step: 1 ms}
    """
let file = try ScenarioFile(
    text: written, name: "augment.yaml", directory: ".", operators: .standard.adding(Augment.self))
let scenario = try Scenario(
    platform: Platform(cpu: CPU(cores: 2)), pipeline: [Source(elements: 400), Augment(3, cost: 2e-3), Batch(4)],
    training: TrainingLoop(step: 1e-3))
let summaries = try await simulate([file.scenario(variant: "base"), scenario])
// snippet.hide
print(summaries.map { $0.estimate(.runSamplesPerSecond)?.value.rounded() ?? 0 })
