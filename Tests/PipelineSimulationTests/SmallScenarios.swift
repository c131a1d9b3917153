import Pipelines
import Variates

/// A source of samples, of one byte unless told otherwise, a map, a buffer of two, a training step that waits for the
/// map.
///
/// - Parameters:
///   - cost: seconds of a call of the map.
///   - step: seconds of a training step.
func smallScenario(
    variant: String = "base", cost: Distribution, step: Distribution, elements: Int = 30, epochs: Int = 1,
    run: [String: ParameterValue] = [:], memory: Int? = nil, size: Distribution = .constant(1)
) throws -> Scenario {
    func section<S: Section>(_ type: S.Type, _ values: [String: ParameterValue] = [:]) throws -> S {
        try S(ParameterValues(values, defaultsFrom: S.parameters))
    }
    let pipeline = try Pipeline(
        stages: [
            .init(
                name: "source",
                operator: Source(parameters: [
                    "elements": .count(elements), "size": .distribution(size),
                ])),
            .init(name: "map", operator: Map(parameters: ["cost": .distribution(cost)])),
            .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(2)])),
        ],
        training: section(TrainingLoop.self, ["step": .distribution(step), "epochs": .count(epochs)]))
    let platform = Platform(
        disk: try section(Disk.self), cpu: try section(CPU.self), gpu: try section(GPU.self),
        memory: try section(Memory.self, memory.map { ["capacity": .quantity(Double($0))] } ?? [:]),
        overheads: try section(Overheads.self))
    return Scenario(
        name: "small", variant: variant, platform: platform, pipeline: pipeline, run: try section(RunPlan.self, run))
}

/// A scenario in which nothing is random.
func steadyScenario(step: Double = 1e-3, cost: Double = 2e-3, elements: Int = 30, epochs: Int = 1) throws -> Scenario {
    try smallScenario(
        variant: "steady", cost: .constant(cost), step: .constant(step), elements: elements, epochs: epochs)
}

/// A scenario with exponential times, so that ten replications are far from precise.
func variedScenario(
    replications: Int? = nil, precision: Double = 0.005, most: Int = 1000, memory: Int? = nil, epochs: Int = 1
) throws -> Scenario {
    var run: [String: ParameterValue] = ["precision": .quantity(precision), "maxReplications": .count(most)]
    if let replications { run["replications"] = .count(replications) }
    return try smallScenario(
        variant: "varied", cost: .exponential(mean: 1e-3), step: .exponential(mean: 1e-3), elements: 200,
        epochs: epochs,
        run: run, memory: memory)
}
