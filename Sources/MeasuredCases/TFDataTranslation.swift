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
        var pipeline = try TFDataPipelineText(measured)
        let stages = try pipeline.lines()
        var lines = comments.map(ScenarioText.comment)
        lines += ["overlap: 1", "name: \(ScenarioText.quoted(measured.id))"]
        lines += try platform()
        lines += ["pipeline:"] + stages
        lines += try training()
        lines += try options()
        lines += ["run: {replications: 1}"]
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

    private func platform() throws(TFDataCaseError) -> [String] {
        let cores = measured.cores ?? 1
        let workers = measured.poolThreads ?? measured.options.poolThreads ?? cores
        guard cores > 0, workers > 0 else { throw TFDataCaseError("`cores` and `pool_threads` must be positive") }
        var lines = [
            "platform:",
            // Sources of these cases read nothing: no request may wait for another.
            "  disk: {queueDepth: 65536}",
            "  cpu: {cores: \(cores), workers: \(workers)}",
        ]
        if measured.pipelines.count > 1 { lines.append("  gpu: {count: \(measured.pipelines.count)}") }
        let costs = [
            ("timerOvershoot", overheads.sleep), ("call", overheads.stage), ("computeCall", overheads.computingStage),
            ("buffering", overheads.prefetch), ("next", overheads.next), ("wakeUp", overheads.wake),
            ("iteratorCreation", overheads.iterator),
        ].filter { $0.1 != .zero }
        if !costs.isEmpty { lines.append("  overheads:") }
        return lines + costs.map { "    \($0.0): \(ScenarioText.curve($0.1))" }
    }

    private func training() throws(TFDataCaseError) -> [String] {
        let stage = measured.stages["train"]
        let computes = stage?.usesCore ?? false
        var seconds = try measured.durations(of: "train")
        var lines = ["train:"]
        if !computes, overheads.sleep != .zero {
            lines.append("  # The loop slept instead of computing: the timer's overshoot is in these times.")
            seconds = seconds.map { $0 + overheads.sleep.seconds(after: $0) }
        }
        lines += ScenarioText.distribution("step", seconds, replay: "in order", indent: 2)
        if computes { lines.append("  device: cpu") }
        if measured.epochs != 1 { lines.append("  epochs: \(measured.epochs)") }
        return lines + (try TFDataEpochs(measured).lines())
    }

    private func options() throws(TFDataCaseError) -> [String] {
        let options = measured.options
        let autotune = try autotune(options)
        var members = ["rewrites: \(options.rewritesGraph ? "tensorflow" : "none")", "autotune: \(autotune)"]
        if let budget = options.cpuBudget, budget > 0 { members.append("cpuBudget: \(budget)") }
        if let initial = options.initialParallelism { members.append("initialParallelism: \(initial)") }
        return ["options: {\(members.joined(separator: ", "))}"]
    }

    private func autotune(_ options: TFDataOptions) throws(TFDataCaseError) -> String {
        guard options.tunes else { return "off" }
        switch options.algorithm {
        case nil, "DEFAULT", "MAX_PARALLELISM": return "maximum"
        case "HILL_CLIMB": return "hillClimb"
        case "GRADIENT_DESCENT": return "gradientDescent"
        case "STAGE_BASED": return "stageBased"
        case let other?: throw TFDataCaseError("the tuning algorithm `\(other)` is not modelled")
        }
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
