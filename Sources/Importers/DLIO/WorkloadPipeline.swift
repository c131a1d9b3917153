/// The pipeline that DLIO's loader builds, as stages of a scenario.
struct WorkloadPipeline {
    private let workload: DLIOWorkload
    private let setting: WorkloadSetting
    private var data: Dataset { workload.data }
    private var reader: Reader { workload.reader }

    init(_ scenario: WorkloadScenario) {
        workload = scenario.workload
        setting = scenario.setting
    }

    /// `pipeline:` and its stages.
    var lines: [String] {
        let stages =
            switch reader.loader {
            case .pytorch: torch
            case .tensorflow where data.format == "tfrecord": tensorFlowRecords
            case .tensorflow, .dali: interleaved
            case .nativeDALI: readThread
            }
        return ["pipeline:"] + stages.map { "  - \($0)" } + [""]
    }

    // MARK: Loaders

    /// PyTorch's DataLoader: whole batches from worker processes that persist.
    private var torch: [String] {
        var options = ["workers: \(reader.threads)"]
        if reader.threads > 0 { options.append("prefetchFactor: \(reader.prefetchFactor)") }
        options += ["batchSize: \(reader.batchSize)", "remainder: drop"]
        if reader.threads > 0 { options.append("workersLive: run") }
        if reader.preprocessing != .constant(0) { options += ["cost: \(reader.preprocessing.text)", "use: wait"] }
        if let bytes = data.outputBytes { options.append("outputBytes: \(Self.bytes(bytes))") }
        return [indexedSource] + share + ["dataLoader:"].map { $0 + options.map { "\n      " + $0 }.joined() }
    }

    /// TFRecordDataset over the accelerator's files, then shuffle, batch, a parsing map and prefetch.
    private var tensorFlowRecords: [String] {
        let hasFiles = data.files >= setting.accelerators
        var stages = [fileSource] + (hasFiles ? share : []) + [interleave(cost: nil)]
        if let size = reader.shuffleSize { stages.append("shuffle: \(size)") }
        if !hasFiles { stages += share }
        stages.append(batch)
        let output = data.outputBytes.map { ", outputBytes: \(Self.bytes($0))" } ?? ""
        stages.append("map: {name: parse, parallelism: \(reader.computationThreads)\(output)}")
        // The share of some accelerators is a file less; DLIO begins theirs again.
        if hasFiles, data.files % setting.accelerators > 0 { stages.append("repeat: forever") }
        return stages + ["prefetch: \(reader.prefetchSize)"]
    }

    /// Several readers of whole files side by side.
    private var interleaved: [String] {
        [fileSource] + (data.files >= setting.accelerators ? share : []) + [interleave(cost: reader.preprocessing)]
            + (data.files >= setting.accelerators ? [] : share) + [batch, "prefetch: \(reader.prefetchSize)"]
    }

    /// One thread that reads sample after sample.
    private var readThread: [String] {
        let output = data.outputBytes.map { ", outputBytes: \(Self.bytes($0))" } ?? ""
        let map = "map: {name: preprocess, cost: \(reader.preprocessing.text), use: wait, parallelism: 1\(output)}"
        return [fileSource] + share + [map, batch, "prefetch: \(max(1, reader.prefetchSize))"]
    }

    // MARK: Stages

    /// A sample each time; a file is opened for every one of them, unless they stay open.
    private var indexedSource: String {
        if data.format == "parquet" || reader.keepsFilesOpen && data.samplesPerFile > 1 { return fileSource }
        return "source: {elements: \(data.samples), size: \(size), access: random}"
    }

    private var fileSource: String {
        if data.samplesPerFile > 1_000_000_000 { return "source: {elements: \(data.samples), size: \(size)}" }
        return "source: {files: \(data.files), samplesPerFile: \(data.samplesPerFile), size: \(size)}"
    }

    private var share: [String] { setting.accelerators > 1 ? ["shard: {}"] : [] }

    private func interleave(cost: WorkloadTime?) -> String {
        let threads = max(1, reader.threads)
        var text = "interleave: {cycle: \(threads), parallelism: \(threads)"
        if let cost, cost != .constant(0) { text += ", cost: \(cost.text), use: wait" }
        if cost != nil, let bytes = data.outputBytes { text += ", outputBytes: \(Self.bytes(bytes))" }
        return text + "}"
    }

    private var batch: String { "batch: {size: \(reader.batchSize), remainder: drop}" }

    private var size: String {
        let bytes = data.bytesRead(by: reader)
        guard data.recordBytesDeviation > 0 else { return Self.bytes(bytes) }
        let cv = ScenarioText.rounded(data.generatedDeviation / data.recordBytes)
        return "{normal: {mean: \(Self.bytes(bytes)), cv: \(cv)}}"
    }

    private static func bytes(_ bytes: Double) -> String { "\(Int(bytes.rounded())) B" }
}

extension Reader {
    /// Batches that each worker of PyTorch's loader makes ahead: DLIO divides its own number among them, and turns 0 into 2.
    ///
    /// - Source: DLIO, `data_loader/torch_data_loader.py`.
    var prefetchFactor: Int {
        guard threads > 0, prefetchSize > 0 else { return 2 }
        return (prefetchSize + threads - 1) / threads
    }
}

extension Dataset {
    /// Bytes of a sample as the loader hands it over, where they are not those read: all are equal then.
    var outputBytes: Double? {
        resizedBytes ?? (recordBytesDeviation > 0 || readsWholeFiles ? recordBytes : nil)
    }

    /// Whether a sample cannot be read without the rest of its file.
    var readsWholeFiles: Bool { samplesPerFile > 1 && ["npz", "npy", "csv"].contains(format) }

    /// Mean bytes that are read for a sample: DLIO's loader for PyTorch opens its file anew for each.
    func bytesRead(by reader: Reader) -> Double {
        let isAnew = reader.loader == .pytorch && !reader.keepsFilesOpen
        return readsWholeFiles && isAnew ? recordBytes * Double(samplesPerFile) : recordBytes
    }
}
