/// The translation of a measured case into the text of a scenario file.
public struct TFDataTranslation: Sendable {
    let measured: TFDataCase
    let overheads: TFDataOverheads

    /// Prepares a case.
    ///
    /// - Parameter overheads: the executor's small costs, measured apart from the case.
    public init(_ measured: TFDataCase, overheads: TFDataOverheads) {
        self.measured = measured
        self.overheads = overheads
    }

    /// The scenario, one replication long.
    ///
    /// - Parameter comments: lines for the reader, at the beginning.
    /// - Throws: when the case has something that no scenario can say.
    public func scenario(comments: [String] = []) throws(CaseError) -> String {
        let workers = try workers()
        let execution = TFDataExecution(measured, poolThreads: workers)
        var pipeline = try TFDataPipelineText(measured)
        var stages = try pipeline.lines()
        if execution.addsPrefetch { stages.append("  - prefetch: auto") }
        var lines = comments.map(ScenarioText.comment)
        lines += ["overlap: 1", "name: \(ScenarioText.quoted(measured.id))"]
        lines += platform(workers: workers)
        lines += ["pipeline:"] + stages
        lines += try training()
        lines.append(try execution.line())
        // A shuffle's order is not in the file: the figures are means over several.
        let isShuffled = measured.pipelines.contains { $0.contains(where: \.isShuffle) }
        lines.append("run: {replications: \(isShuffled ? 16 : 1)}")
        return lines.joined(separator: "\n") + "\n"
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

    private func platform(workers: Int) -> [String] {
        var lines = [
            "platform:",
            // Sources of these cases read nothing: no request may wait for another.
            "  disk: {queueDepth: 65536}",
            "  cpu: {cores: \(measured.cores ?? 1), workers: \(workers)}",
        ]
        // The consumers of these cases are threads that do not wait for each other.
        if measured.pipelines.count > 1 { lines.append("  gpu: {count: \(measured.pipelines.count), barrier: epoch}") }
        let costs = [
            ("timerOvershoot", overheads.sleep), ("call", overheads.stage), ("computeCall", overheads.computingStage),
            ("buffering", overheads.prefetch), ("next", overheads.next), ("busyNext", overheads.nextWhenBusy),
            ("wakeUp", overheads.wake),
            ("iteratorCreation", overheads.iterator),
        ].filter { $0.1 != .zero }
        if !costs.isEmpty { lines.append("  overheads:") }
        return lines + costs.map { "    \($0.0): \(ScenarioText.curve($0.1))" }
    }

    private var trainingComputes: Bool { measured.stages["train"]?.usesCore ?? false }

    private func training() throws(CaseError) -> [String] {
        var seconds = try measured.durations(of: "train")
        var lines = ["train:"]
        if !trainingComputes, overheads.sleep != .zero {
            lines.append("  # The loop slept instead of computing: the timer's overshoot is in these times.")
            seconds = seconds.map { $0 + overheads.sleep.seconds(after: $0) }
        }
        lines += ScenarioText.distribution("step", seconds, replay: "in order", indent: 2)
        if trainingComputes { lines.append("  device: cpu") }
        if measured.epochs != 1 { lines.append("  epochs: \(measured.epochs)") }
        return lines + (try TFDataEpochs(measured).lines())
    }
}
