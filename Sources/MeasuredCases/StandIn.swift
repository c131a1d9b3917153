import PipelineSimulation
import Pipelines

/// Until the engine has it.
struct StepTimes { var askedAt: [Int64] = [], receivedAt: [Int64] = [], endedAt: [Int64] = [], epoch: [Int32] = [] }
func simulateSteps(_ scenario: Scenario) throws(SimulationError) -> (outcome: RunOutcome, steps: [StepTimes]) {
    (try simulate(scenario), [])
}
