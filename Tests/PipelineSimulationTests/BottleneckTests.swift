import Testing

@testable import PipelineSimulation

@Suite struct BottleneckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var expected: Bottleneck.Kind
        var name: String
        var means: [String: Double]
        var stages: [Double] = [0.1, 0.2]
        var testDescription: String { "\(means) \(stages)" }
    }

    @Test(arguments: [
        Case(expected: .trainer, name: "trainer", means: ["trainerUtilisation": 0.96, "diskUtilisation": 0.99]),
        // Copies and launches occupy the trainer too: it computes half the time, yet never waits for data.
        Case(
            expected: .trainingLoop, name: "training loop", means: ["trainerUtilisation": 0.5, "stallFraction": 0.04]),
        Case(expected: .disk, name: "disk", means: ["diskUtilisation": 0.95, "coreUtilisation": 0.94]),
        Case(expected: .cores, name: "cores", means: ["coreUtilisation": 0.91, "workerUtilisation": 0.99]),
        Case(expected: .copyEngine, name: "copy engine", means: ["copyUtilisation": 0.90], stages: [0.99, 1]),
        Case(expected: .workers, name: "workers", means: ["coreUtilisation": 0.89, "workerUtilisation": 0.99]),
        Case(expected: .source, name: "first", means: ["diskUtilisation": 0.89], stages: [0.94, 0.93]),
        Case(expected: .stage, name: "second", means: ["diskUtilisation": 0.89], stages: [0.90, 0.93]),
        Case(expected: .none, name: "first", means: ["diskUtilisation": 0.6], stages: [0.7, 0.3]),
        Case(expected: .none, name: "disk", means: ["diskUtilisation": 0.7], stages: [0.7, 0.3]),
    ])
    func `names what the first rule that applies says`(_ example: Case) {
        var means = example.means
        if means["stallFraction"] == nil { means["stallFraction"] = 0.9 }
        let names = ["first", "second"]
        let stages = zip(names, example.stages).map { name, utilisation in
            StageReport(
                name: name, utilisation: utilisation, meanElements: 0, maximumElements: 0, maximumBytes: 0,
                emptyFraction: nil, fullFraction: nil)
        }
        let bottleneck = Bottleneck(mean: { means[$0.name] ?? 0 }, stages: stages)
        #expect(bottleneck.kind == example.expected)
        #expect(bottleneck.name == example.name)
    }

    /// A stage whose workers never pause: more of them win what the disk has left, a faster disk the time that they read.
    @Test(arguments: [(0.88, 0.87, Bottleneck.Kind.disk), (0.6, 0.3, .stage), (0.05, 0.99, .stage)])
    func `the disk binds where a faster one wins more than more workers`(
        _ disk: Double, _ storage: Double, _ kind: Bottleneck.Kind
    ) {
        let stage = StageReport(
            name: "loader", utilisation: 1, storageFraction: storage, meanElements: 0, maximumElements: 0,
            maximumBytes: 0, emptyFraction: nil, fullFraction: nil)
        let source = StageReport(
            name: "source", utilisation: 0, meanElements: 0, maximumElements: 0, maximumBytes: 0, emptyFraction: nil,
            fullFraction: nil)
        let means = ["diskUtilisation": disk, "stallFraction": 0.9]
        #expect(Bottleneck(mean: { means[$0.name] ?? 0 }, stages: [source, stage]).kind == kind)
    }

    @Test func `finds the slow side of a pipeline of two`() async throws {
        let slowMap = try await replicate(try steadyScenario(step: 1e-3, cost: 2e-3, elements: 300), threads: 1)
        #expect(VariantSummary(slowMap, baseline: nil).bottleneck?.name == "map")
        let slowStep = try await replicate(try steadyScenario(step: 2e-3, cost: 1e-3, elements: 300), threads: 1)
        #expect(VariantSummary(slowStep, baseline: nil).bottleneck?.kind == .trainer)
    }
}
