import PipelineSimulation
import Pipelines
import Variates

/// W3′: source → map(4, unordered) → prefetch(8) → step, through scenario, operators, GSL draws and statistics.
func pipelineWorkload(items: Int) throws -> Scenario {
    func section<S: Section>(_ type: S.Type, _ values: [String: ParameterValue] = [:]) throws -> S {
        try S(ParameterValues(values, defaultsFrom: S.parameters))
    }
    func cost(_ distribution: Distribution) -> ParameterValue { .distribution(distribution) }
    let pipeline = try Pipeline(
        stages: [
            .init(name: "source", operator: Source(parameters: ["elements": .count(items)])),
            .init(
                name: "map",
                operator: Map(parameters: [
                    "parallelism": .count(4), "order": .word("unordered"),
                    "cost": cost(.gamma(shape: 4, scale: 0.9e-3)),
                ])),
            .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(8)])),
        ],
        training: section(TrainingLoop.self, ["step": cost(.constant(0.95e-3))]))
    let platform = Platform(
        disk: try section(Disk.self, ["latency": cost(try .logNormal(mean: 1e-3, cv: 0.5)), "queueDepth": .count(1)]),
        cpu: try section(CPU.self, ["cores": .count(4), "discipline": .word("fifo")]), gpu: try section(GPU.self),
        memory: try section(Memory.self), overheads: try section(Overheads.self))
    return Scenario(name: "W3'", variant: "base", platform: platform, pipeline: pipeline, run: try section(RunPlan.self))
}
