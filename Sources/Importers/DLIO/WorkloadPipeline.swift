import Pipelines
import ScenarioFiles

/// The pipeline that DLIO's loader builds, as stages of a scenario.
struct WorkloadPipeline {
    private let workload: DLIOWorkload
    private let setting: WorkloadSetting
    private var data: DLIOWorkload.Dataset { workload.data }
    private var reader: DLIOWorkload.Reader { workload.reader }

    init(_ scenario: WorkloadScenario) {
        workload = scenario.workload
        setting = scenario.setting
    }

    /// From the source to the last stage.
    var stages: [StageDocument] {
        switch reader.loader {
        case .pytorch: torch
        case .tensorflow where data.format == "tfrecord": tensorFlowRecords
        case .tensorflow, .dali: interleaved
        case .nativeDALI: readThread
        }
    }

    // MARK: Loaders

    /// PyTorch's DataLoader: whole batches from worker processes that persist.
    private var torch: [StageDocument] {
        var loader = StageDocument(DataLoader.self, .block)
        loader.parameters.set("workers", .count(reader.threads))
        if reader.threads > 0 { loader.parameters.set("prefetchFactor", .count(reader.prefetchFactor)) }
        loader.parameters.set("batchSize", .count(reader.batchSize))
        loader.parameters.set("remainder", .word("drop"))
        if reader.threads > 0 { loader.parameters.set("workersLive", .word("run")) }
        setCost(&loader)
        setOutput(&loader)
        return [indexedSource] + shareOfIndices + [loader]
    }

    /// TFRecordDataset over the accelerator's files, then shuffle, batch, a parsing map and prefetch.
    private var tensorFlowRecords: [StageDocument] {
        let hasFiles = data.files >= setting.accelerators
        var stages = [fileSource] + (hasFiles ? share : []) + [interleave]
        if let size = reader.shuffleSize { stages.append(StageDocument(Shuffle.self, "buffer", .count(size))) }
        if !hasFiles { stages += share }
        stages.append(batch)
        var parse = StageDocument(Map.self, name: .word("parse"))
        parse.parameters.set("parallelism", .count(reader.computationThreads))
        if setting.readerSeconds > 0 {
            parse.parameters.set("cost", .time(Double(reader.batchSize) * setting.readerSeconds))
        }
        setOutput(&parse)
        stages.append(parse)
        // The share of some accelerators is a file less; DLIO begins theirs again.
        if hasFiles, data.files % setting.accelerators > 0 {
            stages.append(StageDocument(Repeat.self, "count", .word("forever")))
        }
        return stages + [prefetch(reader.prefetchSize)]
    }

    /// Several readers of whole files side by side.
    private var interleaved: [StageDocument] {
        var readers = interleave
        setCost(&readers)
        setOutput(&readers)
        let hasFiles = data.files >= setting.accelerators
        return [fileSource] + (hasFiles ? share : []) + [readers] + (hasFiles ? [] : share)
            + [batch, prefetch(reader.prefetchSize)]
    }

    /// One thread that reads sample after sample.
    private var readThread: [StageDocument] {
        var map = StageDocument(Map.self, name: .word("preprocess"))
        setCost(&map)
        map.parameters.set("parallelism", .count(1))
        setOutput(&map)
        return [fileSource] + share + [map, batch, prefetch(max(1, reader.prefetchSize))]
    }

    // MARK: Stages

    /// A sample each time; a file is opened for every one of them, unless they stay open.
    private var indexedSource: StageDocument {
        let staysOpen = reader.keepsFilesOpen && data.samplesPerFile > 1
        if data.format == "parquet" || rowGroup != nil || staysOpen { return fileSource }
        var source = StageDocument(Source.self, "elements", .count(data.samples))
        source.parameters.set("size", size)
        source.parameters.set("access", .word("random"))
        return source
    }

    private var fileSource: StageDocument {
        let hasFew = data.samplesPerFile <= 1_000_000_000
        var source = StageDocument(
            Source.self, hasFew ? "files" : "elements", .count(hasFew ? data.files : data.samples))
        if hasFew {
            source.parameters.set("samplesPerFile", .count(data.samplesPerFile))
            if let rowGroup { source.parameters.set("rowGroup", .count(rowGroup)) }
        }
        source.parameters.set("size", size)
        return source
    }

    private var rowGroup: Int? { data.rowGroup ?? setting.rowGroup }

    private var share: [StageDocument] { setting.sharesData ? [StageDocument(Shard.self)] : [] }

    private var shareOfIndices: [StageDocument] {
        shareBlock.map { [StageDocument(Shard.self, "block", .count($0))] } ?? share
    }

    /// Samples that an accelerator gets in a row where a request brings a row group, so that none reads another's; nil
    /// where they are dealt out one by one.
    ///
    /// DLIO gives each accelerator a range, of about as many groups. Where the last group of a file is shorter, whole
    /// files are dealt out. It is nil too where some accelerator would get no batch.
    var shareBlock: Int? {
        guard setting.sharesData, reader.loader == .pytorch, let rowGroup, data.samplesPerFile <= 1_000_000_000 else {
            return nil
        }
        let block = data.samplesPerFile % rowGroup == 0 ? rowGroup : data.samplesPerFile
        return data.samples / block / setting.accelerators * block >= reader.batchSize ? block : nil
    }

    private var interleave: StageDocument {
        let threads = max(1, reader.threads)
        var stage = StageDocument(Interleave.self, "cycle", .count(threads))
        stage.parameters.set("parallelism", .count(threads))
        return stage
    }

    private var batch: StageDocument {
        var stage = StageDocument(Batch.self, "size", .count(reader.batchSize))
        stage.parameters.set("remainder", .word("drop"))
        return stage
    }

    private func prefetch(_ batches: Int) -> StageDocument { StageDocument(Prefetch.self, "buffer", .count(batches)) }

    /// DLIO's preprocessing is a wait; what readers cost besides is computed.
    private func setCost(_ stage: inout StageDocument) {
        guard setting.readerSeconds == 0 else { return stage.parameters.set("cost", .time(setting.readerSeconds)) }
        guard reader.preprocessing != .constant(0) else { return }
        stage.parameters.set("cost", reader.preprocessing.written)
        stage.parameters.set("use", .word("wait"))
    }

    private func setOutput(_ stage: inout StageDocument) {
        if let bytes = data.outputBytes { stage.parameters.set("outputBytes", .bytes(bytes)) }
    }

    private var size: WrittenValue {
        let bytes = data.bytesRead(by: reader)
        guard data.recordBytesDeviation > 0 else { return .bytes(bytes) }
        let cv = data.generatedDeviation / data.recordBytes
        return .distribution(
            "normal", ["mean": .bytes(bytes), "cv": .number(Double(CommentText.rounded(cv)) ?? cv)])
    }
}

extension DLIOWorkload.Reader {
    /// Batches that each worker of PyTorch's loader makes ahead: DLIO divides its own number among them, and turns 0
    /// into 2.
    ///
    /// - Source: DLIO, `data_loader/torch_data_loader.py`.
    var prefetchFactor: Int {
        guard threads > 0, prefetchSize > 0 else { return 2 }
        return (prefetchSize + threads - 1) / threads
    }
}

extension DLIOWorkload.Dataset {
    /// Bytes of a sample as the loader hands it over, where they are not those read: all are equal then.
    var outputBytes: Double? {
        resizedBytes ?? (recordBytesDeviation > 0 || readsWholeFiles ? recordBytes : nil)
    }

    /// Whether a sample cannot be read without the rest of its file.
    var readsWholeFiles: Bool { samplesPerFile > 1 && ["npz", "npy", "csv"].contains(format) }

    /// Whether a request may bring several samples of a file, or one of several.
    var hasRowGroups: Bool {
        samplesPerFile > 1 && ["parquet", "hdf5", "hdf5_opt"].contains(format) && !skipsRowGroups
    }

    /// Mean bytes that are read for a sample: DLIO's loader for PyTorch opens its file anew for each.
    func bytesRead(by reader: DLIOWorkload.Reader) -> Double {
        let isAnew = reader.loader == .pytorch && !reader.keepsFilesOpen
        return readsWholeFiles && isAnew ? recordBytes * Double(samplesPerFile) : recordBytes
    }
}
