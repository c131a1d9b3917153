import PipelineExecution
import PipelineSimulation
import Pipelines
import Variates

/// Wall time of the executor for one element through `source → map(2) → prefetch(2)` whose bodies are empty.
func executorOverhead(elements: Int) throws -> Timed {
    let pipeline = try Pipeline(
        stages: [
            .init(name: "source", operator: Source(parameters: ["elements": .count(elements)])),
            .init(name: "map", operator: Map(parameters: ["parallelism": .count(2)])),
            .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(2)])),
        ],
        training: section(TrainingLoop.self, ["step": .distribution(.constant(0))]))
    let scenario = try scenario("overhead", pipeline, disk: [:])
    return try measure {
        let execution = try execute(scenario, ExecutionSettings())
        guard execution.error == nil, case .completed(let report) = execution.outcome else {
            preconditionFailure("an empty pipeline needs nothing that could be missing")
        }
        return WorkloadResult(
            modelEvents: 3 * elements, items: elements, figure: report.samplesPerSecond, overflowed: false)
    }
}
