import Pipelines
import ScenarioFiles

/// The translation of a measured case into a scenario.
struct TFDataTranslation: Sendable {
    let measured: TFDataCase
    let overheads: TFDataOverheads

    /// Prepares a case.
    ///
    /// - Parameter overheads: the executor's small costs, measured apart from the case.
    init(_ measured: TFDataCase, overheads: TFDataOverheads) {
        self.measured = measured
        self.overheads = overheads
    }

    /// The scenario, one replication long.
    ///
    /// - Throws: when the case has something that no scenario can say.
    func scenario() throws(CaseError) -> ScenarioDocument {
        let workers = try workers()
        let execution = TFDataExecution(measured, poolThreads: workers)
        var document = ScenarioDocument(name: measured.id)
        document.units = .measured
        document.platform = platform(workers: workers)
        var pipeline = try TFDataPipeline(measured)
        document.pipeline = try pipeline.stages()
        if execution.addsPrefetch { document.pipeline.append(StageDocument(Prefetch.self, "buffer", .word("auto"))) }
        document.training = try training()
        document.options = try execution.section()
        // A shuffle's order is not in the file: the figures are means over several.
        let isShuffled = measured.pipelines.contains { $0.contains(where: \.isShuffle) }
        document.run.set("replications", .count(isShuffled ? 16 : 1))
        return document
    }

    // MARK: Sections

    /// Threads of the pool: as many as cores unless the case says otherwise.
    private func workers() throws(CaseError) -> Int {
        let workers = measured.poolThreads ?? measured.options.poolThreads ?? measured.cores ?? 1
        guard workers > 0, measured.cores ?? 1 > 0 else {
            throw CaseError("`cores` and `pool_threads` must be positive")
        }
        return workers
    }

    private func platform(workers: Int) -> [SectionDocument] {
        var disk = SectionDocument(Disk.self, .line)
        // Sources of these cases read nothing: no request may wait for another.
        disk.set("queueDepth", .count(65536))
        var cpu = SectionDocument(CPU.self, .line)
        cpu.set("cores", .count(measured.cores ?? 1))
        cpu.set("workers", .count(workers))
        var gpu = SectionDocument(GPU.self, .line)
        // The consumers of these cases are threads that do not wait for each other.
        if measured.pipelines.count > 1 {
            gpu.set("count", .count(measured.pipelines.count))
            gpu.set("barrier", .word("epoch"))
        }
        return [disk, cpu] + [gpu, costs].filter { !$0.isEmpty }
    }

    private var costs: SectionDocument {
        var section = SectionDocument(Overheads.self)
        let costs = [
            ("timerOvershoot", overheads.sleep), ("call", overheads.stage), ("computeCall", overheads.computingStage),
            ("buffering", overheads.prefetch), ("next", overheads.next), ("busyNext", overheads.nextWhenBusy),
            ("wakeUp", overheads.wake), ("iteratorCreation", overheads.iterator),
        ]
        for (name, curve) in costs where curve != .zero { section.set(name, curve.written) }
        return section
    }

    private var trainingComputes: Bool { measured.stages["train"]?.usesCore ?? false }

    private func training() throws(CaseError) -> SectionDocument {
        var seconds = try measured.durations(of: "train")
        var section = SectionDocument(TrainingLoop.self)
        if !trainingComputes, overheads.sleep != .zero {
            section.comment("The loop slept instead of computing: these times include the timer's overshoot.")
            seconds = seconds.map { $0 + overheads.sleep.seconds(after: $0) }
        }
        section.set("step", .durations(seconds, replay: "in order"))
        if trainingComputes { section.set("device", .word("cpu")) }
        if measured.epochs != 1 { section.set("epochs", .count(measured.epochs)) }
        try TFDataEpochs(measured).bound(&section)
        return section
    }
}
