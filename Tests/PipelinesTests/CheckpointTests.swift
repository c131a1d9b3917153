import Pipelines
import Testing
import Variates

/// Which checkpoints and evaluations a training loop accepts.
@Suite struct CheckpointTests {
    private func loop(_ values: [String: ParameterValue]) throws(PipelineError) -> TrainingLoop {
        try TrainingLoop(
            ParameterValues(
                values.merging(["step": .distribution(.constant(1))]) { value, _ in value },
                defaultsFrom: TrainingLoop.parameters))
    }

    @Test func `none when nothing is said`() throws {
        let loop = try loop([:])
        #expect(loop.checkpoint == nil && loop.evaluation == nil)
    }

    @Test func `after every epoch when nothing else is said`() throws {
        let loop = try loop(["checkpointBytes": .quantity(8), "evaluation": .distribution(.constant(2))])
        #expect(loop.checkpoint?.steps == nil)
        for rhythm in [loop.checkpoint?.epochs, loop.evaluation?.epochs] {
            #expect(rhythm?.first == 1 && rhythm?.every == 1)
        }
    }

    @Test(
        arguments: [
            (["checkpointSteps": .count(2)], "checkpointSteps"), (["checkpointEpochs": .count(2)], "checkpointEpochs"),
            (
                ["checkpointBytes": .quantity(1), "checkpointSteps": .count(2), "checkpointEpochs": .count(2)],
                "checkpointEpochs"
            ),
        ] as [([String: ParameterValue], String)])
    func `what contradicts itself is refused`(values: [String: ParameterValue], parameter: String) {
        let error = #expect(throws: PipelineError.self) { try loop(values) }
        #expect(error?.parameter == parameter)
    }
}
