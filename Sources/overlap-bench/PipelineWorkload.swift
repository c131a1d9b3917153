import Pipelines
import Variates

/// W3′: source → map(4, unordered) → prefetch(8) → step, through scenario, operators, GSL draws and statistics.
func pipelineWorkload(items: Int) throws -> Scenario {
    let pipeline = try Pipeline(
        stages: [
            .init(name: "source", operator: Source(parameters: ["elements": .count(items)])),
            .init(
                name: "map",
                operator: Map(parameters: [
                    "parallelism": .count(4), "order": .word("unordered"),
                    "cost": .distribution(.gamma(shape: 4, scale: 0.9e-3)),
                ])),
            .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(8)])),
        ],
        training: section(TrainingLoop.self, ["step": .distribution(.constant(0.95e-3))]))
    return try scenario(
        "W3′", pipeline,
        disk: ["latency": .distribution(try .logNormal(mean: 1e-3, cv: 0.5)), "queueDepth": .count(1)])
}

/// A section from values by name, the rest at their defaults.
func section<S: Section>(_ type: S.Type, _ values: [String: ParameterValue] = [:]) throws -> S {
    try S(ParameterValues(values, defaultsFrom: S.parameters))
}

/// A scenario on four cores without sharing.
func scenario(
    _ name: String, _ pipeline: Pipeline, disk: [String: ParameterValue], run: [String: ParameterValue] = [:]
) throws -> Scenario {
    let platform = Platform(
        disk: try section(Disk.self, disk),
        cpu: try section(CPU.self, ["cores": .count(4), "discipline": .word("fifo")]), gpu: try section(GPU.self),
        memory: try section(Memory.self), overheads: try section(Overheads.self))
    return Scenario(
        name: name, variant: "base", platform: platform, pipeline: pipeline, run: try section(RunPlan.self, run))
}
