import Pipelines
import ScenarioFiles
import Testing

@testable import Reports

/// Checkpoints and evaluations that no epoch comes to.
struct UnmetInterruptionsTests {
    private static func warnings(_ train: String, stages: String = "batch: 10") throws -> [String] {
        let text = """
            overlap: 1
            platform: {gpu: {count: 2}}
            pipeline: [source: 200, \(stages)]
            train: {step: 1 ms, \(train)}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        return UnmetInterruptions.warnings(try file.scenario(variant: "base"))
    }

    @Test(arguments: [
        ("checkpointTime: 1 s, checkpointSteps: 21", "no checkpoint is written: epochs have 20 steps"),
        (
            "checkpointBytes: 1 GB, checkpointSteps: 21, epochs: 9",
            "and `checkpointSteps`, which starts again in each, is 21"
        ),
        ("checkpointTime: 1 s, checkpointFirstEpoch: 2", "there is 1 epoch, and `checkpointFirstEpoch` is 2"),
        ("evaluation: 1 s, evaluationFirstEpoch: 4, epochs: 3", "nothing is evaluated: there are 3 epochs"),
        ("checkpointTime: 1 s, checkpointSteps: 6, steps: 5", "epochs have 5 steps"),
    ])
    func `are told`(train: String, expected: String) throws {
        let warnings = try Self.warnings(train)
        #expect(warnings.count == 1 && warnings.first?.contains(expected) == true, "\(warnings)")
    }

    @Test(arguments: [
        "checkpointTime: 1 s, checkpointSteps: 20", "checkpointTime: 1 s",
        "evaluation: 1 s, evaluationFirstEpoch: 3, epochs: 3",
        "epochs: 2", "checkpointTime: 1 s, checkpointFirstEpoch: 2, checkpointEpochs: 5, epochs: 2",
    ])
    func `those that it comes to are not`(train: String) throws {
        #expect(try Self.warnings(train).isEmpty)
    }

    /// Each accelerator has half of the data.
    @Test func `the steps are those of an accelerator`() throws {
        let train = "checkpointTime: 1 s, checkpointSteps: 11"
        #expect(try Self.warnings(train).isEmpty)
        #expect(try Self.warnings(train, stages: "shard: {}, batch: 10").first?.contains("have 10 steps") == true)
    }
}
