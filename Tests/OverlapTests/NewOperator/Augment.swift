import Pipelines
import Variates

/// `augment`: several variations of each element, each made by a call of its own on the worker pool.
///
/// No scenario file of the command can name it: it is here to show that an operator is one file and its registration.
struct Augment: Operator {
    static let name = "augment"
    static let summary = "several variations of each element that comes in"
    static let parameters = [
        Parameter("copies", .count(1...1000), "variations of an element"),
        Parameter("cost", .distribution(.time), default: .distribution(.constant(0)), "time to make one"),
    ]
    static let primaryParameter: String? = "copies"
    static let examples: [[String: ParameterValue]] = [["copies": .count(3)]]

    let copies: Int
    let service: ServiceTime

    init(_ values: ParameterValues) throws(PipelineError) {
        copies = values.count("copies")
        service = ServiceTime(secondsPerElement: values.distribution("cost"))
    }

    var serviceTime: ServiceTime? { service }
    var conservesSamples: Bool { false }

    func cardinality(after upstream: Cardinality) -> Cardinality { upstream.map { $0 * Int64(copies) } }
    func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(elements: upstream.elements * Double(copies), samples: upstream.samples, bytes: upstream.bytes)
    }
    func intake(from files: StoredFiles) -> Double { 1 / Double(copies) }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { AugmentStage(copies: copies) }
}

/// Keeps an element until the last of its variations is begun.
private struct AugmentStage: Stage {
    private let copies: Int
    private var kept: Element?
    private var begun = 0

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
