import PipelineExecution
import PipelineLint
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing
import Timelines
import Variates

@testable import Reports

/// An operator that no other file names goes through everything: its own file and this registration are enough.
@Suite struct NewOperatorTests {
    private static let operators = OperatorRegistry.standard.adding(Augment.self)

    private static let text = """
        overlap: 1
        platform: {cpu: {cores: 2}, disk: {latency: 1 ms}}
        pipeline:
          - source: {elements: 40, size: 100 B}
          - augment: {copies: 3, cost: 2 ms}
          - batch: 4
        train: {step: 1 ms}
        variants:
          written: {}
          fewer: {augment: 2}
        """

    private static func file(_ text: String = text) throws -> ScenarioFile {
        try ScenarioFile(text: text, name: "test", directory: ".", operators: operators)
    }

    private static func scenario(_ variant: String = "written") throws -> Scenario {
        try file().scenario(variant: variant)
    }

    @Test func `is decoded, and changed by variants and overrides`() throws {
        let file = try Self.file()
        let copies = try file.scenarios(overrides: [Override(path: "augment.cost", value: "3 ms")]).map {
            try #require($0.pipeline.stages[1].operator as? Augment)
        }
        #expect(copies.map(\.copies) == [3, 2])
        #expect(copies.allSatisfy { $0.service.secondsPerElement.mean == 3e-3 })
        #expect(try file.scenario(variant: "fewer").pipeline.stepsPerEpoch == 20)
    }

    @Test(arguments: [
        ("copies: 3", "copis: 3", "copies"), ("copies: 3", "copies: 0", "from 1 to 1000"),
        ("- augment:", "- augmnt:", "augment"),
    ])
    func `mistakes are told with what would be accepted`(written: String, wrong: String, told: String) {
        #expect {
            try Self.file(Self.text.replacing(written, with: wrong, maxReplacements: 1))
        } throws: {
            "\($0)".contains(told)
        }
    }

    @Test func `no other scenario knows it`() {
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(text: Self.text, name: "test", directory: ".") }
    }

    @Test func `is placed where samples come in`() {
        let text = Self.text.replacing("  - batch: 4", with: "  - interleave: 2\n  - batch: 4")
        #expect {
            try Self.file(text)
        } throws: {
            "\($0)".contains("`augment` before `interleave` would get files, not samples: put it after")
        }
    }

    @Test func `is simulated`() throws {
        guard case .completed(let report) = try simulate(Self.scenario(), replication: 0) else {
            Issue.record("the run does not end")
            return
        }
        // Nothing overlaps: 40 reads, 120 calls and 30 steps, one after the other.
        #expect(abs(report.simulatedSeconds - (40 * 1e-3 + 120 * 2e-3 + 30 * 1e-3)) < 1e-9)
        #expect(report.samples == 120)
        #expect(report.stages.map(\.name) == ["source", "augment", "batch"])
        #expect(abs(report.stages[1].utilisation - 240.0 / 310) < 0.02)
    }

    @Test func `is executed on real bytes`() throws {
        let directory = try TemporaryDirectory()
        let scenario = try Self.scenario()
        var settings = ExecutionSettings()
        settings.recordsDeliveries = true
        let data = try DataSet(scenario)
        _ = try DataWriter(data, at: directory.path("d")).write()
        settings.samples = try SampleReader(DataDirectory(data, at: directory.path("d")), mode: .direct)
        let execution = try execute(scenario, settings)
        #expect(execution.error == nil)
        let delivered = execution.deliveries[0]
        #expect(delivered.map(\.samples) == Array(repeating: 4, count: 30))
        #expect(delivered.reduce(0) { $0 + $1.bytes } == 120 * 100)
    }

    @Test func `is linted`() async throws {
        let text = Self.text.replacing("  - batch: 4", with: "  - shard: {count: 2, index: 0}\n  - batch: 4")
        let report = try #require(
            try await Linter(Self.file(text), replications: 2, threads: 1).report(of: ["written"]))
        let shard = try #require(report.findings.first { $0.rule.id == .shardAfterWork })
        #expect(shard.level == .finding)
        #expect(shard.problem.contains("`augment`"))
    }

    @Test func `is drawn`() throws {
        let timeline = try simulateTimeline(Self.scenario(), end: .steps(4))
        let picture = TimelineSVG([TimelineFigure(title: "test", timeline: timeline)], origin: "").text
        #expect(picture.contains("augment"))
    }

    @Test func `is documented`() {
        let schema = ScenarioSchema(operators: Self.operators).document.text()
        for text in [Augment.summary] + Augment.parameters.map(\.summary) { #expect(schema.contains(text)) }
        #expect(!ScenarioSchema().document.text().contains(Augment.summary))
    }
}
