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
    public func scenario(comments: [String] = []) throws(TFDataCaseError) -> String {
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

    /// What a reader of the scenario should know: where it comes from, and what was measured.
    public static func comments(for entry: TFDataFile.Entry, file: String) -> [String] {
        let group = entry.group.isEmpty ? "" : " (group \(entry.group))"
        var comments = ["Made by `overlap import tfdata` from \(file), case \(entry.id)\(group)."]
        guard let measurement = entry.measurement else { return comments }
        func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
        var figures = ["\(rounded(measurement.stepsPerSecond)) steps/s in the steady window"]
        if let first = measurement.firstStepSeconds {
            figures.append("first element after \(rounded(first * 1000)) ms")
        }
        if let stall = measurement.stallFraction {
            figures.append("\(rounded(stall * 100)) % of the run inside next()")
        }
        if let wall = measurement.wallSeconds { figures.append("run of \(rounded(wall)) s") }
        if let limit = measurement.prefetchLimit { figures.append("final prefetch limit \(limit)") }
        comments.append("Measured, medians of the runs: \(figures.joined(separator: "; ")).")
        if measurement.isNoisy { comments.append("Something else ran on the machine meanwhile.") }
        return comments
    }

    // MARK: Sections

    /// Threads of the pool: as many as cores unless the case says otherwise.
    private func workers() throws(TFDataCaseError) -> Int {
        let workers = measured.poolThreads ?? measured.options.poolThreads ?? measured.cores ?? 1
        guard workers > 0, measured.cores ?? 1 > 0 else {
            throw TFDataCaseError("`cores` and `pool_threads` must be positive")
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

    private func training() throws(TFDataCaseError) -> [String] {
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

extension TFDataCase {
    /// The durations of a stage, in seconds.
    func durations(of stage: String) throws(TFDataCaseError) -> [Double] {
        if let seconds = durations[stage], !seconds.isEmpty {
            guard seconds.allSatisfy({ $0 >= 0 && $0 <= 1e6 }) else {
                throw TFDataCaseError("duration_tables_s.\(stage): a duration is negative or longer than 10⁶ s")
            }
            return seconds
        }
        guard let stage = stages[stage], stage.dist == "const", let mean = stage.mean, mean >= 0, mean <= 1e6 else {
            throw TFDataCaseError("the durations of the stage `\(stage)` are not given")
        }
        return [mean]
    }
}
