import Pipelines
import Variates

/// A scenario written in a test, stage by stage; resources are plentiful and overheads zero unless changed.
struct TestScenario {
    typealias Values = [String: ParameterValue]

    private var stages: [Pipeline.NamedStage] = []
    private var trainValues: Values = ["step": .distribution(.constant(0))]
    private var diskValues: Values = ["queueDepth": .count(256)]
    private var cpuValues: Values = ["cores": .count(256)]
    private var gpuValues: Values = [:]
    private var memoryValues: Values = [:]
    private var overheadValues: Values = [:]
    private var processValues: Values = [:]

    /// Samples of equal size, read with a latency of the disk.
    static func source(_ elements: Int, latency: Distribution = .constant(0), bytes: Double = 0) throws -> TestScenario
    {
        try TestScenario()
            .stage(Source.self, ["elements": .count(elements), "size": .distribution(.constant(bytes))])
            .disk(["latency": .distribution(latency)])
    }

    /// Any operator with these parameters, named after itself unless a name is given.
    func stage(_ type: any Operator.Type, _ values: Values, name: String? = nil) throws -> TestScenario {
        try stage(type.init(parameters: values), name: name)
    }

    /// Any operator; without a name it is called after its kind, and numbered from the second of a kind on.
    func stage(_ operator: any Operator, name: String? = nil) -> TestScenario {
        var copy = self
        let kind = type(of: `operator`).name
        let earlier = stages.count { type(of: $0.operator).name == kind }
        let name = name ?? (earlier == 0 ? kind : "\(kind)\(earlier + 1)")
        copy.stages.append(Pipeline.NamedStage(name: name, operator: `operator`))
        return copy
    }

    func map(_ cost: Distribution = .constant(0), parallelism: Int? = nil, _ extra: Values = [:]) throws -> TestScenario
    {
        var values: Values = ["cost": .distribution(cost)]
        values["parallelism"] = parallelism.map(ParameterValue.count)
        return try stage(Map.self, values.merging(extra) { $1 })
    }

    func unordered(_ cost: Distribution = .constant(0), parallelism: Int) throws -> TestScenario {
        try map(cost, parallelism: parallelism, ["order": .word("unordered")])
    }

    func prefetch(_ buffer: Int) throws -> TestScenario { try stage(Prefetch.self, ["buffer": .count(buffer)]) }
    func automaticPrefetch() throws -> TestScenario { try stage(Prefetch.self, ["buffer": .word("auto")]) }
    func shuffle(_ buffer: Int) throws -> TestScenario { try stage(Shuffle.self, ["buffer": .count(buffer)]) }
    func filter(_ keep: Double, _ extra: Values = [:]) throws -> TestScenario {
        try stage(Filter.self, extra.merging(["keep": .quantity(keep)]) { $1 })
    }
    func take(_ count: Int) throws -> TestScenario { try stage(Take.self, ["count": .count(count)]) }
    func skip(_ count: Int) throws -> TestScenario { try stage(Skip.self, ["count": .count(count)]) }
    func cache() throws -> TestScenario { try stage(Cache.self, [:]) }
    func `repeat`(_ count: Int) throws -> TestScenario { try stage(Repeat.self, ["count": .count(count)]) }
    func repeatForever() throws -> TestScenario { try stage(Repeat.self, ["count": .word("forever")]) }
    func prefetchToDevice(_ buffer: Int = 1) throws -> TestScenario {
        try stage(PrefetchToDevice.self, ["buffer": .count(buffer)])
    }
    func batch(_ size: Int, drop: Bool = false, cost: Distribution = .constant(0)) throws -> TestScenario {
        try stage(
            Batch.self,
            ["size": .count(size), "remainder": .word(drop ? "drop" : "keep"), "cost": .distribution(cost)])
    }

    func train(_ step: Distribution = .constant(0), epochs: Int = 1, steps: Int? = nil, _ extra: Values = [:])
        -> TestScenario
    {
        var copy = self
        copy.trainValues["step"] = .distribution(step)
        copy.trainValues["epochs"] = .count(epochs)
        copy.trainValues["steps"] = steps.map(ParameterValue.count)
        copy.trainValues.merge(extra) { $1 }
        return copy
    }

    func dataLoader(workers: Int, _ values: Values = [:]) throws -> TestScenario {
        try stage(DataLoader.self, values.merging(["workers": .count(workers)]) { $1 })
    }

    func processes(_ values: Values) -> TestScenario { merging(values, \.processValues) }
    func disk(_ values: Values) -> TestScenario { merging(values, \.diskValues) }
    func cpu(_ values: Values) -> TestScenario { merging(values, \.cpuValues) }
    func gpu(_ values: Values) -> TestScenario { merging(values, \.gpuValues) }
    func memory(bytes: Double) -> TestScenario { merging(["capacity": .quantity(bytes)], \.memoryValues) }
    func overhead(_ name: String, _ curve: PiecewiseLinear) -> TestScenario {
        merging([name: .curve(curve)], \.overheadValues)
    }

    /// The same with the stages that TensorFlow's default rewrites make of these.
    func rewritten(_ autotune: ExecutionOptions.Autotune = .maximum) throws -> TestScenario {
        var copy = self
        copy.stages = try pipeline().rewritten(for: .tensorflow(autotune)).stages
        return copy
    }

    /// The pipeline, checked.
    func pipeline() throws -> Pipeline {
        try Pipeline(stages: stages, training: section(TrainingLoop.self, trainValues))
    }

    /// The platform.
    func platform() throws -> Platform {
        Platform(
            disk: try section(Disk.self, diskValues), cpu: try section(CPU.self, cpuValues),
            gpu: try section(GPU.self, gpuValues), memory: try section(Memory.self, memoryValues),
            overheads: try section(Overheads.self, overheadValues),
            processes: try section(WorkerProcesses.self, processValues))
    }

    /// Pipeline and platform with a seed.
    func scenario(seed: UInt64 = 1) throws -> Scenario {
        var plan = try section(RunPlan.self, [:])
        plan.seed = seed
        return Scenario(name: "test", variant: "base", platform: try platform(), pipeline: try pipeline(), run: plan)
    }

    private func merging(_ values: Values, _ part: WritableKeyPath<TestScenario, Values>) -> TestScenario {
        var copy = self
        copy[keyPath: part].merge(values) { $1 }
        return copy
    }

    private func section<S: Section>(_ type: S.Type, _ values: Values) throws -> S {
        try S(ParameterValues(values, defaultsFrom: S.parameters))
    }
}

/// A time that is always the same.
func milliseconds(_ value: Double) -> Distribution { .constant(value / 1e3) }

/// Integer durations replayed in order; the simulator's clock counts exactly these.
func nanoseconds(_ values: [Int64]) throws -> Distribution {
    .recorded(try RecordedTable(values: values.map { Double($0) / 1e9 }, replay: .inOrder))
}

extension ExecutionOptions {
    /// TensorFlow's default rewrites.
    static func tensorflow(_ autotune: Autotune = .maximum) -> ExecutionOptions {
        var options = ExecutionOptions()
        options.rewrites = .tensorflow
        options.autotune = autotune
        return options
    }
}
