import Pipelines
import Synchronization
import Testing
import Variates

/// What it costs to put a pipeline together, counted in questions to its operators: scenarios have hundreds of stages,
/// and a pipeline for each of hundreds of accelerators.
@Suite struct PipelineWorkTests {
    private static let stages = 300

    /// A source and stages that count what they are asked.
    private static func pipeline(_ counter: Counter) throws -> Pipeline {
        let source = try Source(parameters: ["elements": .count(1000)])
        let counting = (1..<stages).map {
            Pipeline.NamedStage(name: "stage \($0)", operator: CountingOperator(counter: counter))
        }
        return try Pipeline(
            stages: [Pipeline.NamedStage(name: "source", operator: source)] + counting,
            training: TrainingLoop(
                ParameterValues(["step": .distribution(.constant(1))], defaultsFrom: TrainingLoop.parameters)))
    }

    @Test func `grows with the number of stages, not with its square`() throws {
        let counter = Counter()
        _ = try Self.pipeline(counter)
        #expect(counter.placements == Self.stages - 1)
        #expect((Self.stages - 1...4 * Self.stages).contains(counter.cardinalities), "\(counter.cardinalities)")
    }

    @Test func `does not check again for each accelerator where operators may stand`() throws {
        let counter = Counter()
        let pipeline = try Self.pipeline(counter)
        let (placements, cardinalities) = (counter.placements, counter.cardinalities)
        _ = try pipeline.onAccelerator(3, of: 8)
        #expect(counter.placements == placements)
        #expect(counter.cardinalities - cardinalities <= 4 * Self.stages, "\(counter.cardinalities - cardinalities)")
    }

    @Test func `asks each stage a few times for a run and for its steps`() throws {
        let counter = Counter()
        let pipeline = try Self.pipeline(counter)
        let before = counter.cardinalities
        #expect(pipeline.totalSteps == 1000)
        let platform = try TestScenario.source(1).platform()
        let failure = PipelineRun(pipeline, platform: platform, seed: 1, replication: 0).failure
        #expect(failure == nil)
        #expect(counter.cardinalities - before <= 6 * Self.stages, "\(counter.cardinalities - before)")
    }
}

/// What operators were asked, all together.
private final class Counter: Sendable {
    private let counts = Mutex((placements: 0, cardinalities: 0))

    var placements: Int { counts.withLock { $0.placements } }
    var cardinalities: Int { counts.withLock { $0.cardinalities } }
    func notePlacement() { counts.withLock { $0.placements += 1 } }
    func noteCardinality() { counts.withLock { $0.cardinalities += 1 } }
}

/// Does nothing but count.
private struct CountingOperator: Operator {
    static let name = "counting"
    static let summary = "counts what it is asked"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    let counter: Counter

    init(counter: Counter) { self.counter = counter }
    init(_ values: ParameterValues) throws(PipelineError) { counter = Counter() }

    func cardinality(after upstream: Cardinality) -> Cardinality {
        counter.noteCardinality()
        return upstream
    }
    func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        counter.notePlacement()
        return nil
    }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { Opaque().makeStage(context) }
}
