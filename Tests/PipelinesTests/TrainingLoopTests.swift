import Pipelines
import Testing
import Variates

struct TrainingLoopTests {
    @Test(
        arguments: [
            (["device": .word("cpu"), "runAhead": .count(1)], "runAhead"),
            (["device": .word("gpu"), "threads": .count(2)], "threads"),
        ] as [(TestScenario.Values, String)])
    func `refuses what does not fit the device`(_ values: TestScenario.Values, _ parameter: String) throws {
        let scenario = try TestScenario.source(1).train(epochs: 1, values)
        let error = try #require(throws: PipelineError.self) { try scenario.pipeline() }
        #expect(error.parameter == parameter)
    }

    @Test func `has defaults for all but the step`() throws {
        let loop = try TestScenario.source(1).train(milliseconds(5)).pipeline().training
        #expect(loop.step == .constant(0.005))
        #expect(loop.device == .gpu && loop.threads == 1 && loop.runAhead == 0 && loop.epochs == 1)
        #expect(loop.stepsPerEpoch == nil && loop.hostOverhead == .constant(0))
        let required = TrainingLoop.parameters.filter { $0.defaultValue == nil && !$0.isOptional }
        #expect(required.map(\.name) == ["step"])
    }
}
