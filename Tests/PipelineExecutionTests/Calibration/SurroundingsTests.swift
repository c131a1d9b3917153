import Pipelines
import ScenarioFiles
import Testing
import Variates

@testable import PipelineExecution

struct SurroundingsTests {
    private static func pipeline(_ map: String, step: String = "3 ms") throws -> Pipeline {
        let text = """
            overlap: 1
            pipeline: [{source: 40}, {map: {name: decode, \(map)}}, {cache: memory}, {shuffle: 4}, {prefetch: 8}]
            train: {step: \(step), epochs: 3, runAhead: 2}
            """
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base", overrides: [])
            .pipeline
    }

    @Test(arguments: [
        ("cost: {gamma: {mean: 5 ms, cv: 1}}, parallelism: 2", true),
        ("cost: 5 ms, parallelism: 2, order: unordered", true),
        ("cost: 5 ms, parallelism: 4", false),
        ("cost: 5 ms", false),
        ("cost: 6 ms, parallelism: 2", false),
        ("cost: 5 ms, parallelism: 2, use: wait", false),
    ])
    func `are the functions at their mean durations, as many at a time`(map: String, isSame: Bool) throws {
        let surroundings = Surroundings(try Self.pipeline("cost: {gamma: {mean: 5 ms, cv: 0.3}}, parallelism: 2"))
        #expect((Surroundings(try Self.pipeline(map)) == surroundings) == isSame)
    }

    @Test(arguments: [("5 ms", 3e-3), ("1 s", 0.5), ("1 ms", 3e-3)])
    func `reads follow each other as the slowest stage lets them`(cost: String, seconds: Double) throws {
        let surroundings = Surroundings(try Self.pipeline("cost: \(cost), parallelism: 2"))
        #expect(abs(surroundings.secondsPerRead - seconds) < 1e-12)
    }

    @Test(arguments: [
        // Two cores for 3 ms: three quarters of them are 4.5 ms.
        ("cost: 5 ms", 4.5e-3, 2), ("cost: 2 ms", 2e-3, 2), ("cost: 16 ms, use: wait", 16e-3, 8),
    ])
    func `functions that keep up leave the steps to be the limit`(map: String, seconds: Double, calls: Int) throws {
        let pipeline = try Self.pipeline(map)
        let stages = Surroundings(pipeline).stagesThatKeepUp(pipeline.stages[0], pipeline.stages[4], cores: 2)
        #expect(stages.map(\.name) == ["source", "decode", "prefetch"])
        let decode = try #require(stages[1].operator as? Map)
        #expect(abs(decode.service.secondsPerElement.mean - seconds) < 1e-12)
        #expect(decode.parallelism == .fixed(calls))
        #expect(decode.service.secondsPerElement.mean / Double(calls) < 3e-3)
    }

    @Test func `steps come one after the other, in one epoch`() throws {
        let training = Surroundings(try Self.pipeline("cost: 5 ms")).training(steps: 7)
        #expect((training.stepsPerEpoch, training.epochs, training.runAhead) == (7, 1, 0))
    }
}
