import Pipelines
import Variates

/// Runs that measure one thing: small pipelines, whose work is noted, on a machine as a scenario describes it.
struct StageRun {
    let scenario: Scenario
    let settings: ExecutionSettings
    /// Pieces of work before those that count.
    static let warmUp = 8

    init(_ scenario: Scenario, _ settings: ExecutionSettings) {
        self.scenario = scenario
        self.settings = settings
    }

    /// The work of a pipeline's stage, without that of the warm-up.
    ///
    /// - Parameters:
    ///   - stages: the pipeline.
    ///   - stage: whose work is asked for: the training loop comes after the last stage.
    ///   - device: where steps compute.
    func work(
        of stage: Int, in stages: [Pipeline.NamedStage], training: TrainingLoop, usesDevice: Bool = false
    ) throws(ExecutionError) -> [WorkRecord] {
        try work(in: stages, training: training, usesDevice: usesDevice) {
            Int($0.work.stage) == stage && $0.work.place != .iteratorCreation
        }
    }

    /// The reads of a pipeline, without those of the warm-up.
    func reads(
        in stages: [Pipeline.NamedStage], training: TrainingLoop
    ) throws(ExecutionError) -> [WorkRecord] {
        try work(in: stages, training: training, usesDevice: false) { $0.work.place.isRead }
    }

    /// What is read from and written to a read cache that keeps all samples.
    func keptSamples(
        in stages: [Pipeline.NamedStage], training: TrainingLoop
    ) throws(ExecutionError) -> [WorkRecord] {
        var cache = scenario.platform.readCache
        cache.missRate = nil
        cache.policy = .lru
        cache.capacityBytes = .max
        return try work(in: stages, training: training, usesDevice: false, readCache: cache) {
            $0.work.place.kind.station == .readCache
        }
    }

    private func work(
        in stages: [Pipeline.NamedStage], training: TrainingLoop, usesDevice: Bool, readCache: ReadCache = ReadCache(),
        where isWanted: (WorkRecord) -> Bool
    ) throws(ExecutionError) -> [WorkRecord] {
        var run = scenario
        run.platform.gpu.count = 1
        run.platform.memory.capacityBytes = nil
        run.platform.readCache = readCache
        run.options.rewrites = .none
        do { run.pipeline = try Pipeline(stages: stages, training: training) } catch { throw .badPipeline(error) }
        var settings = settings
        settings.recordsWork = true
        if !usesDevice { settings.devices = [] }
        let execution = try execute(run, settings) { _ in !Task.isCancelled }
        if let error = execution.error { throw error }
        return Array(execution.work.filter(isWanted).dropFirst(Self.warmUp))
    }

    /// A training loop of `steps` steps, of `stepSeconds` each.
    func training(stepSeconds: Double, steps: Int) throws(ExecutionError) -> TrainingLoop {
        try section(["step": .distribution(.constant(stepSeconds)), "steps": .count(steps)])
    }

    /// A source of elements without bytes.
    func emptySource(_ elements: Int) throws(ExecutionError) -> Pipeline.NamedStage {
        .init(name: "source", operator: try section(["elements": .count(elements)]) as Source)
    }

    /// A buffer of a given number of elements.
    func buffer(_ elements: Int) throws(ExecutionError) -> Pipeline.NamedStage {
        .init(name: "prefetch", operator: try section(["buffer": .count(elements)]) as Prefetch)
    }

    /// A map; in the caller's thread when no parallelism is given.
    func map(_ use: Map.Use, seconds: Double, parallelism: Int?) throws(ExecutionError) -> Pipeline.NamedStage {
        var values: [String: ParameterValue] = [
            "cost": .distribution(.constant(seconds)), "use": .word(use.rawValue),
        ]
        if let parallelism { values["parallelism"] = .count(parallelism) }
        return .init(name: "map", operator: try section(values) as Map)
    }

    private func section<S: Section>(_ values: [String: ParameterValue]) throws(ExecutionError) -> S {
        do { return try S(ParameterValues(values, defaultsFrom: S.parameters)) } catch { throw .badPipeline(error) }
    }
}
