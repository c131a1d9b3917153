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
    private static let operators = OperatorRegistry.standard.adding(Mosaic.self)

    private static let text = """
        overlap: 1
        platform: {cpu: {cores: 2}, disk: {latency: 1 ms}}
        pipeline:
          - source: {elements: 400, size: 100 B}
          - mosaic: {tiles: 2, cost: 2 ms}
          - batch: 4
        train: {step: 1 ms}
        variants:
          written: {}
          larger: {mosaic: 4}
        """

    private static func file(_ text: String = text) throws -> ScenarioFile {
        try ScenarioFile(text: text, name: "test", directory: ".", operators: operators)
    }

    private static func scenario(_ variant: String = "written") throws -> Scenario {
        try file().scenario(variant: variant)
    }

    @Test func `is decoded, and changed by variants and overrides`() throws {
        let file = try Self.file()
        let mosaics = try file.scenarios(overrides: [Override(path: "mosaic.cost", value: "3 ms")]).map {
            try #require($0.pipeline.stages[1].operator as? Mosaic)
        }
        #expect(mosaics.map(\.tiles) == [2, 4])
        #expect(mosaics.allSatisfy { $0.cost.mean == 3e-3 })
        #expect(try file.scenario(variant: "larger").pipeline.stepsPerEpoch == 25)
    }

    @Test(arguments: [
        ("tiles: 2", "tles: 2", "tiles"), ("tiles: 2", "tiles: 0", "from 1 to 100"),
        ("- mosaic:", "- mosiac:", "mosaic"),
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
            "\($0)".contains("`mosaic` before `interleave` would get files, not samples: put it after")
        }
    }

    @Test func `is simulated`() throws {
        guard case .completed(let report) = try simulate(Self.scenario(), replication: 0) else {
            Issue.record("the run does not end")
            return
        }
        // Nothing overlaps: 400 reads, 200 calls and 50 steps, one after the other.
        #expect(abs(report.simulatedSeconds - (400 * 1e-3 + 200 * 2e-3 + 50 * 1e-3)) < 1e-9)
        #expect(report.samples == 400)
        #expect(report.stages.map(\.name) == ["source", "mosaic", "batch"])
        #expect(abs(report.stages[1].utilisation - 400.0 / 850) < 0.02)
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
        #expect(delivered.map(\.samples) == Array(repeating: 8, count: 50))
        #expect(delivered.reduce(0) { $0 + $1.bytes } == 400 * 100)
    }

    @Test func `is linted`() async throws {
        let text = Self.text.replacing("  - batch: 4", with: "  - shard: {count: 2, index: 0}\n  - batch: 4")
        let report = try #require(
            try await Linter(Self.file(text), replications: 2, threads: 1).report(of: ["written"]))
        let shard = try #require(report.findings.first { $0.rule.id == .shardAfterWork })
        #expect(shard.level == .finding)
        #expect(shard.problem.contains("`mosaic`"))
    }

    @Test func `is drawn`() throws {
        let timeline = try simulateTimeline(Self.scenario(), end: .steps(4))
        let picture = TimelineSVG([TimelineFigure(title: "test", timeline: timeline)], origin: "").text
        #expect(picture.contains("mosaic"))
    }

    @Test func `is documented`() {
        let schema = ScenarioSchema(operators: Self.operators).document.text()
        for text in [Mosaic.summary] + Mosaic.parameters.map(\.summary) { #expect(schema.contains(text)) }
        #expect(!ScenarioSchema().document.text().contains(Mosaic.summary))
    }
}
