import ScenarioFiles

/// The sections of a workload, with DLIO's defaults (its class `ConfigArguments`).
extension WorkloadFields {
    /// `model: name`, or `model: {name: …}`.
    mutating func name() -> String? {
        guard let model = root["model"] else { return nil }
        return node(model.entries == nil ? ["model"] : ["model.name"])?.text
    }

    mutating func dataset() -> DLIOWorkload.Dataset {
        let record = recordBytes()
        let transformed = dimensions("reader.transformed_record_dims", "reader.transformed_record_element_type")
        let resized =
            transformed == nil ? number(names("dataset.record_length", "resize"), unit: "bytes") ?? 0 : 0
        let format = word(["dataset.format"], among: Self.formats) ?? "tfrecord"
        let readMode = root["dataset"]?["parquet"]?["read_mode"]?.text ?? "row_group"
        let isByRowGroup = format == "parquet" && readMode == "row_group"
        return DLIOWorkload.Dataset(
            format: format,
            files: amount(["dataset.num_files_train"], most: 1_000_000_000) ?? 8,
            samplesPerFile: amount(["dataset.num_samples_per_file"]) ?? 1,
            recordBytes: record,
            recordBytesDeviation: number(names("dataset.record_length", "stdev"), unit: "bytes") ?? 0,
            rowGroup: isByRowGroup ? amount(["dataset.parquet.row_group_size"], most: 1_000_000_000) : nil,
            skipsRowGroups: format == "parquet" && !isByRowGroup,
            resizedBytes: transformed ?? (resized > 0 ? resized : nil))
    }

    private mutating func recordBytes() -> Double {
        dimensions("dataset.record_dims", "dataset.record_element_type")
            ?? number(["dataset.record_length", "dataset.record_length_bytes"], unit: "bytes") ?? 65536
    }

    /// `record_length_stdev`, or `record_length_bytes_stdev`.
    private func names(_ stem: String, _ suffix: String) -> [String] {
        ["\(stem)_\(suffix)", "\(stem)_bytes_\(suffix)"]
    }

    /// Bytes of an array, when its shape is given.
    private mutating func dimensions(_ shape: String, _ type: String) -> Double? {
        guard let sides = counts([shape]), !sides.isEmpty else { return nil }
        let element = word([type], among: Self.elementBytes.map(\.name)) ?? "uint8"
        let bytes = Self.elementBytes.first { $0.name == element }?.bytes ?? 1
        return sides.reduce(Double(bytes)) { $0 * Double($1) }
    }

    /// What the loader of the format does not look at is not read: it is listed as left out.
    mutating func reader(of data: DLIOWorkload.Dataset) -> DLIOWorkload.Reader {
        let loader = loader(of: data)
        let isTFRecord = loader == .tensorflow && data.format == "tfrecord"
        let isTorch = loader == .pytorch
        let type = isTorch ? word(["\(reader).read_type"], among: ["on_demand", "memory"]) : nil
        return DLIOWorkload.Reader(
            loader: loader,
            batchSize: amount(["\(reader).batch_size"], most: 10_000_000) ?? 1,
            threads: loader == .nativeDALI ? 1 : count(["\(reader).read_threads"], least: 0, most: 1024) ?? 1,
            computationThreads: isTFRecord ? count(["\(reader).computation_threads"], most: 1024) ?? 1 : 1,
            prefetchSize: count(["\(reader).prefetch_size"], least: 0, most: 65536) ?? 2,
            shuffleSize: isTFRecord ? shuffleSize() : nil,
            preprocessing: (isTFRecord ? nil : time("\(reader).preprocess_time")) ?? .constant(0),
            keepsFilesOpen: type == "memory")
    }

    /// Samples to pick from, when samples are shuffled.
    private mutating func shuffleSize() -> Int? {
        let words = ["off", "seed", "random", "False", "false"]
        let shuffle = word(["\(reader).sample_shuffle"], among: words) ?? "off"
        guard shuffle == "seed" || shuffle == "random" else { return nil }
        return count(["\(reader).shuffle_size"], most: 100_000_000) ?? 1024
    }

    private mutating func loader(of data: DLIOWorkload.Dataset) -> DLIOWorkload.Reader.Loader {
        let name =
            word(["\(reader).data_loader"], among: DLIOWorkload.Reader.Loader.allCases.map(\.rawValue)) ?? "tensorflow"
        let loader = DLIOWorkload.Reader.Loader(rawValue: name) ?? .tensorflow
        let framework = root["framework"]?.text
        let isOther =
            framework == "tensorflow" && loader == .pytorch || framework == "pytorch" && loader == .tensorflow
        if isOther, let node = root[reader]?["data_loader"] ?? root["framework"] {
            log.report("the framework and the loader `\(loader.rawValue)` do not go together", at: node.location)
        }
        if loader == .pytorch, data.format == "tfrecord", let node = root["dataset"]?["format"] ?? root[reader] {
            log.report("DLIO's loader `pytorch` reads no tfrecord files", at: node.location)
        }
        return loader
    }

    mutating func training() -> DLIOWorkload.Training {
        DLIOWorkload.Training(
            computation: time("train.computation_time") ?? .constant(0),
            epochs: amount(["train.epochs"]) ?? 1,
            steps: count(["train.total_training_steps"]))
    }

    mutating func evaluation() -> DLIOWorkload.Evaluation? {
        guard flag(["workflow.evaluation", "workflow.do_eval"]) ?? false else { return nil }
        let files = count(["dataset.num_files_eval"], least: 0, most: 1_000_000_000) ?? 0
        guard files > 0 else { return nil }
        return DLIOWorkload.Evaluation(
            computation: time("evaluation.eval_time") ?? .constant(0),
            files: files,
            batchSize: count(["\(reader).batch_size_eval"], most: 10_000_000) ?? 1,
            firstEpoch: count(["evaluation.eval_after_epoch"]) ?? 1,
            epochs: count(["evaluation.epochs_between_evals"]) ?? 1)
    }

    /// DLIO's readers of files, and those of its successors.
    private static let formats = [
        "tfrecord", "npz", "npy", "hdf5", "hdf5_opt", "csv", "jpeg", "png", "indexed_binary", "mmap_indexed_binary",
        "parquet",
    ]

    private static let elementBytes = [
        ("uint8", 1), ("int8", 1), ("uint16", 2), ("int16", 2), ("float16", 2), ("uint32", 4), ("int32", 4),
        ("float32", 4), ("uint64", 8), ("int64", 8), ("float64", 8),
    ].map { (name: $0.0, bytes: $0.1) }

    /// Early files call the section `data_reader`.
    var reader: String { root["data_reader"] == nil ? "reader" : "data_reader" }
}
