/// What a reader of the scenario should know: where it is from, what was assumed, and what was left out.
struct WorkloadHeader {
    private let scenario: WorkloadScenario
    var workload: DLIOWorkload { scenario.workload }
    var setting: WorkloadSetting { scenario.setting }
    var platform: WorkloadPlatform { WorkloadPlatform(scenario) }
    private var reader: DLIOWorkload.Reader { workload.reader }
    private var data: DLIOWorkload.Dataset { workload.data }

    init(_ scenario: WorkloadScenario) { self.scenario = scenario }

    /// Comments, without `#`.
    var lines: [String] {
        var lines = CommentText.lines(
            "Made by `overlap import dlio` from \(scenario.file), a workload of the DLIO benchmark, whose "
                + "files are under the Apache License 2.0. Predictions from it are not MLPerf "
                + "results.")
        lines += ["", "Assumptions:"] + assumptions.flatMap(Self.item)
        if !workload.ignored.isEmpty {
            lines += ["", "Ignored fields of the workload:"]
            lines += ignored.flatMap { Self.item($0) }
        }
        return lines
    }

    /// Fields that are left out, those of one reason together.
    private var ignored: [String] {
        var groups: [(reason: String, fields: [String])] = []
        for field in workload.ignored {
            let text = field.path + (field.value.map { " (\($0))" } ?? "")
            if let index = groups.firstIndex(where: { $0.reason == field.reason }) {
                groups[index].fields.append(text)
            } else {
                groups.append((field.reason, [text]))
            }
        }
        return groups.map { "\($0.fields.joined(separator: ", ")): \($0.reason)." }
    }

    private static func item(_ text: String) -> [String] {
        CommentText.lines(text).enumerated().map { index, line in (index == 0 ? "- " : "  ") + line }
    }

    private var assumptions: [String] {
        [demand, sizes, loader] + readers + [accelerator] + costs + cut
    }

    /// What a step asks of the storage.
    private var demand: String {
        let step = workload.training.computation.mean
        let bytes = workload.bytesPerStep
        guard step > 0 else { return "Steps of \(reader.batchSize) samples take no time: only the input counts." }
        let rate = bytes / step
        return "A step reads \(CommentText.rounded(bytes / 1e6)) MB and computes for \(CommentText.time(step)): "
            + "\(CommentText.rounded(rate / 1e6)) MB/s keep one accelerator busy. DLIO prints MiB/s as "
            + "MB/s: \(CommentText.rounded(rate / 1_048_576))."
    }

    private var sizes: String {
        var text =
            "\(Self.counted(data.files, "file")) (\(data.format)) of \(Self.counted(data.samplesPerFile, "sample"))."
        if data.recordBytesDeviation > 0 {
            text +=
                " Sizes are normal and positive. DLIO's generator draws width and height of each record, each with half "
                + "of the deviation, so that files deviate by \(CommentText.rounded(data.generatedDeviation)) B, not by "
                + "\(CommentText.rounded(data.recordBytesDeviation)) B."
        }
        if data.readsWholeFiles, reader.loader == .pytorch, !reader.keepsFilesOpen {
            text += " The whole file is read for each sample."
        }
        if let group = data.rowGroup ?? setting.rowGroup {
            text += " A request, with the disk's latency, brings a row group of \(Self.counted(group, "sample"))."
            if data.rowGroup == nil { text += " The workload does not say how many: --row-group does." }
        } else if data.format == "parquet" {
            text += " Row groups are not given: a file is read on after one latency, unless --row-group says otherwise."
        }
        return text
    }

    private var loader: String {
        switch reader.loader {
        case .pytorch: return torch
        case .tensorflow where data.format == "tfrecord":
            return
                "TFRecords as DLIO 2.0 reads them: \(Self.counted(max(1, reader.threads), "file")) at a time, records in turns, batches "
                + "parsed \(reader.computationThreads) at a time, \(Self.counted(reader.prefetchSize, "batch", "batches")) prefetched. A file pays "
                + "the disk's latency once.\(platform.readersCompute ? "" : " Parsing takes no time: see --reader-cost.")"
        case .tensorflow:
            return "The nearest to DLIO's \(max(1, reader.threads)) generators in Python, each of which makes whole "
                + "batches: as many files read side by side, their samples in turns."
        case .dali:
            return "The nearest to DALI's external source: \(max(1, reader.threads)) files read side by side, "
                + "\(reader.prefetchSize) batches ahead."
        case .nativeDALI:
            return "The nearest to DALI's own reader: one thread reads sample after sample, "
                + "\(max(1, reader.prefetchSize)) batches ahead."
        }
    }

    private var torch: String {
        let rest = "An incomplete last batch is dropped."
        guard reader.threads > 0 else {
            return "PyTorch's loader without workers (read_threads 0): reading and computing take turns. \(rest)"
        }
        let factor =
            reader.prefetchSize == 0
            ? "prefetch_size 0 is 2 for each of them"
            : "prefetch_size \(reader.prefetchSize) (2 is DLIO's default) is divided among them, rounded up"
        return
            "PyTorch's loader with \(Self.counted(reader.threads, "worker")), which persist; \(factor). \(rest) Processes "
            + "cost nothing: see `platform.processes`."
    }

    private var accelerator: String {
        let wait = "The accelerator is a wait, as in DLIO: no batch is copied to it."
        guard setting.sharesData else { return wait }
        let share = shareText
        guard setting.accelerators > 1 else { return wait + " With several each would read \(share)" }
        let hosts = setting.hosts > 1 ? ", on \(setting.hosts) hosts," : ""
        return wait + " Each of the \(setting.accelerators)\(hosts) reads \(share)"
    }

    private var shareText: String {
        guard let block = WorkloadPipeline(scenario).shareBlock else { return "its share of the samples." }
        return "its share, \(Self.counted(block, "sample")) at a time, so that no two read the same row group; DLIO "
            + "gives each a range."
    }

    private var cut: [String] {
        let length = scenario.length
        guard length.simulatedSteps < length.steps || length.simulatedEpochs < length.epochs else { return [] }
        var text =
            "\(length.simulatedSteps) of the \(length.steps) steps of an epoch are simulated, and "
            + "\(length.simulatedEpochs) of \(Self.counted(length.epochs, "epoch")): --steps and --all change that."
        if workload.checkpoint?.steps ?? 0 > length.simulatedSteps {
            text += " No checkpoint comes that early."
        }
        if workload.evaluation != nil, length.simulatedSteps < length.steps {
            text += " Evaluations last as long as after a whole epoch, so their share is too large."
        }
        return [text]
    }

    static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
