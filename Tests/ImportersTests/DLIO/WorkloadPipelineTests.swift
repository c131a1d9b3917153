import Importers
import ScenarioFiles
import Testing

/// The stages that DLIO's loaders become.
@Suite struct WorkloadPipelineTests {
    private func pipeline(
        _ reader: String, dataset: String = "", framework: String = "pytorch", accelerators: Int = 1,
        sharesData: Bool = false
    ) throws -> [String] {
        let yaml = """
            framework: \(framework)
            dataset: {\(dataset.contains("num_files_train") ? "" : "num_files_train: 40, ")record_length: 1000\(dataset.contains("format:") ? "" : ", format: npz")\(dataset)}
            reader: {batch_size: 5, \(reader)}
            train: {computation_time: 0.01}
            """
        let text = try WorkloadFiles.scenario(yaml, WorkloadSetting(accelerators: accelerators, sharesData: sharesData))
        return WorkloadFiles.section("pipeline:", of: text)
    }

    private let torch = "data_loader: pytorch"

    @Test func `PyTorch's loader`() throws {
        #expect(
            try pipeline("\(torch), read_threads: 4") == [
                "- source: {elements: 40, size: 1000 B, access: random}", "- dataLoader:", "workers: 4",
                "prefetchFactor: 1", "batchSize: 5", "remainder: drop", "workersLive: run",
            ])
    }

    /// DLIO divides batches to prefetch among the workers, its default is 2, and 0 is PyTorch's own 2 for each.
    @Test(arguments: [
        ("read_threads: 4", 1), ("read_threads: 1", 2), ("read_threads: 4, prefetch_size: 0", 2),
        ("read_threads: 4, prefetch_size: 4", 1), ("read_threads: 4, prefetch_size: 5", 2),
        ("read_threads: 2, prefetch_size: 8", 4), ("prefetch_size: 3", 3),
    ])
    func `batches ahead`(reader: String, factor: Int) throws {
        #expect(try pipeline("\(torch), \(reader)").contains("prefetchFactor: \(factor)"))
    }

    @Test func `no threads, no overlap`() throws {
        let stages = try pipeline("\(torch), read_threads: 0")
        #expect(stages.suffix(4) == ["- dataLoader:", "workers: 0", "batchSize: 5", "remainder: drop"])
    }

    @Test func `each accelerator has a share`() throws {
        #expect(try pipeline(torch, accelerators: 2)[1] == "- shard: {}")
        #expect(try pipeline(torch, sharesData: true)[1] == "- shard: {}")
        let records = try pipeline(
            "data_loader: tensorflow", dataset: ", format: tfrecord", framework: "tensorflow", accelerators: 3)
        #expect(
            records == [
                "- source: {files: 40, samplesPerFile: 1, size: 1000 B}", "- shard: {}",
                "- interleave: {cycle: 1, parallelism: 1}", "- batch: {size: 5, remainder: drop}",
                "- map: {name: parse, parallelism: 1}", "- repeat: forever", "- prefetch: 2",
            ])
    }

    @Test func `more accelerators than files share the samples`() throws {
        let records = try pipeline(
            "data_loader: tensorflow", dataset: ", format: tfrecord, num_files_train: 2, num_samples_per_file: 100",
            framework: "tensorflow", accelerators: 3)
        #expect(records[1...2] == ["- interleave: {cycle: 1, parallelism: 1}", "- shard: {}"])
        #expect(!records.contains("- repeat: forever"))
    }

    @Test func `TensorFlow's records`() throws {
        let records = try pipeline(
            "data_loader: tensorflow, read_threads: 8, computation_threads: 4, sample_shuffle: seed, prefetch_size: 6",
            dataset: ", format: tfrecord, record_length_resize: 70", framework: "tensorflow")
        #expect(
            records == [
                "- source: {files: 40, samplesPerFile: 1, size: 1000 B}", "- interleave: {cycle: 8, parallelism: 8}",
                "- shuffle: 1024", "- batch: {size: 5, remainder: drop}",
                "- map: {name: parse, parallelism: 4, outputBytes: 70 B}", "- prefetch: 6",
            ])
    }

    @Test func `other files through TensorFlow's loader`() throws {
        let stages = try pipeline(
            "data_loader: tensorflow, read_threads: 2, preprocess_time: 0.003", framework: "tensorflow")
        #expect(
            stages == [
                "- source: {files: 40, samplesPerFile: 1, size: 1000 B}",
                "- interleave: {cycle: 2, parallelism: 2, cost: 3 ms, use: wait}",
                "- batch: {size: 5, remainder: drop}", "- prefetch: 2",
            ])
    }

    @Test func `DALI's loaders`() throws {
        #expect(
            try pipeline("data_loader: dali, read_threads: 3")[1] == "- interleave: {cycle: 3, parallelism: 3}")
        #expect(
            try pipeline("data_loader: native_dali, prefetch_size: 0")[1...] == [
                "- map: {name: preprocess, parallelism: 1}",
                "- batch: {size: 5, remainder: drop}", "- prefetch: 1",
            ])
    }

    @Test func `a file is read anew for each of its samples, unless its format allows otherwise`() throws {
        let several = ", num_samples_per_file: 10"
        #expect(
            try pipeline(torch, dataset: several).first
                == "- source: {elements: 400, size: 10000 B, access: random}")
        #expect(try pipeline(torch, dataset: several).last == "outputBytes: 1000 B")
        #expect(
            try pipeline(torch, dataset: several + ", format: hdf5").first
                == "- source: {elements: 400, size: 1000 B, access: random}")
        #expect(
            try pipeline("\(torch), read_type: memory", dataset: several).first
                == "- source: {files: 40, samplesPerFile: 10, size: 1000 B}")
    }

    @Test(arguments: [
        ("parquet: {row_group_size: 6}", "rowGroup: 6, "),
        ("parquet: {row_group_size: 6, read_mode: row_group}", "rowGroup: 6, "),
        ("parquet: {row_group_size: 6, read_mode: full}", ""), ("parquet: {columns: []}", ""),
    ])
    func `row groups that the file tells of`(parquet: String, rowGroup: String) throws {
        #expect(
            try pipeline(torch, dataset: ", format: parquet, num_samples_per_file: 10, \(parquet)").first
                == "- source: {files: 40, samplesPerFile: 10, \(rowGroup)size: 1000 B}")
    }

    /// Samples in 40 files: groups of 5, files whose last group is shorter, and too few groups for 50 accelerators.
    @Test(arguments: [(5, 2, "{block: 5}"), (6, 2, "{block: 10}"), (5, 1, "{block: 5}"), (10, 50, "{}")])
    func `accelerators take whole row groups`(rowGroup: Int, accelerators: Int, shard: String) throws {
        let groups = ", format: parquet, num_samples_per_file: 10, parquet: {row_group_size: \(rowGroup)}"
        let stages = try pipeline(torch, dataset: groups, accelerators: accelerators, sharesData: true)
        #expect(stages[1] == "- shard: \(shard)")
    }

    @Test(arguments: ["parquet", "hdf5"])
    func `row groups that are given`(format: String) throws {
        let yaml = """
            framework: pytorch
            dataset: {num_files_train: 40, num_samples_per_file: 10, record_length: 1000, format: \(format)}
            reader: {batch_size: 5, data_loader: pytorch}
            train: {computation_time: 0.01}
            """
        var setting = WorkloadSetting()
        setting.rowGroup = 2
        let text = try WorkloadFiles.scenario(yaml, setting)
        #expect(text.contains("- source: {files: 40, samplesPerFile: 10, rowGroup: 2, size: 1000 B}"))
        let prose = text.replacing("\n#   ", with: " ")
        #expect(prose.contains("brings a row group of 2 samples.") && prose.contains("--row-group does."))
    }

    @Test(arguments: ["format: npz", "format: parquet, num_samples_per_file: 10, parquet: {read_mode: file}"])
    func `row groups of files that have none, or are read whole, are refused`(dataset: String) throws {
        var setting = WorkloadSetting()
        setting.rowGroup = 2
        let yaml = """
            framework: pytorch
            dataset: {num_files_train: 40, record_length: 1000, \(dataset)}
            reader: {batch_size: 5, data_loader: pytorch}
            train: {computation_time: 0.01}
            """
        #expect(throws: ImportError.self) { try WorkloadFiles.scenario(yaml, setting) }
    }

    /// Width and height of each record are drawn: √(s²/2 + s⁴/(16 length²)) with s = 200 is 141.774, and 0.1418 of
    /// 1000.
    @Test func `sizes deviate as the generator's do`() throws {
        let stages = try pipeline(torch, dataset: ", record_length_stdev: 200")
        #expect(
            stages.first
                == "- source: {elements: 40, size: {normal: {mean: 1000 B, cv: 0.1418}}, access: random}")
        #expect(stages.last == "outputBytes: 1000 B")
    }

    @Test func `preprocessing holds a worker, but no core`() throws {
        let stages = try pipeline("\(torch), preprocess_time: 0.002, preprocess_time_stdev: 0.001")
        #expect(stages.suffix(2) == ["cost: {normal: {location: 2 ms, sigma: 1 ms}}", "use: wait"])
    }

    @Test func `an array's shape is its size`() throws {
        let shape = ", record_dims: [10, 20], record_element_type: float32"
        #expect(
            try pipeline(torch, dataset: shape).first == "- source: {elements: 40, size: 800 B, access: random}")
        #expect(
            try pipeline("\(torch), transformed_record_dims: [10, 10]").last == "outputBytes: 100 B")
    }
}
