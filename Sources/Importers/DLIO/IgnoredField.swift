extension DLIOWorkload {
    /// A field of a workload that the scenario does without, and why that changes nothing, or what it leaves out.
    struct IgnoredField: Sendable, Equatable {
        let path: String
        /// What the file says; nil where that may be a secret.
        let value: String?
        let reason: String

        init(path: String, value: String, reader: Reader.Loader) {
            self.path = path
            self.value = Self.maySayASecret(path) ? nil : value
            let isBeside = path.hasSuffix("time_stdev")
            let known = Self.reasons(reader).first { path == $0.path || path.hasPrefix($0.path + ".") }
            let isUncompressed = path == "dataset.compression" && value.lowercased() == "`none`"
            reason =
                isUncompressed
                ? "there is nothing to decompress"
                : known?.reason ?? (isBeside ? "the mapping says how the time varies" : "not known to this import")
        }

        /// Whether a value may open somebody's storage, so that it must not go into a scenario, which is passed on.
        private static func maySayASecret(_ path: String) -> Bool {
            let key = path.lowercased()
            return key == "storage" || key.hasPrefix("storage.")
                || ["key", "secret", "token", "password", "credential"].contains { key.contains($0) }
        }

        /// The first that fits holds; a path stands for all below it.
        private static func reasons(_ loader: Reader.Loader) -> [(path: String, reason: String)] {
            let order = "all samples have the same distribution, so their order changes nothing"
            let noEvaluation = "`workflow.evaluation` is not True, or there are no files to evaluate on"
            let shape = "the size follows from the shape of a record"
            let noCheckpoint =
                "`workflow.checkpoint` is not True, the count of steps replaces it, or it is not known to this import"
            let writing = "it concerns the generation of files"
            let place = "the place and the names of files change nothing"
            return [
                ("workflow.generate_data", "the data are assumed to exist"),
                ("workflow", "it concerns the program, not the pipeline"),
                ("model", "the model is not run: a step is a time"),
                ("dataset.compression", "the time of decompression is not given; add it as a cost"),
                ("dataset.compression_level", writing),
                ("dataset.parquet.read_mode", "row groups are read one after the other, whole files in their order"),
                ("dataset.parquet.row_group_size", "whole files are read"),
                ("dataset.parquet", "columns are not modelled: each sample has all of its bytes read"),
                ("dataset.hdf5", writing),
                ("dataset.data_folder", place), ("dataset.file_prefix", place), ("dataset.num_subfolders_train", place),
                ("dataset.num_subfolders_eval", place), ("dataset.keep_files", "files stay as they are"),
                ("dataset.generation_buffer_size", writing), ("dataset.enable_chunking", writing),
                ("dataset.chunk_size", writing),
                ("dataset.num_files_eval", noEvaluation), ("reader.batch_size_eval", noEvaluation),
                ("dataset.record_element_bytes", "DLIO computes it from the type"),
                ("dataset.eval_num_samples_per_file", "not known to DLIO: evaluations take `num_samples_per_file`"),
                ("storage", "`platform.disk` describes the storage"),
                ("reader.computation_threads", "DLIO's loader `\(loader.rawValue)` ignores it"),
                (
                    "reader.transfer_size",
                    "a file is read at the disk's bandwidth after one latency, not in requests of this size"
                ),
                ("reader.dont_use_mmap", "files are read, not mapped"),
                ("reader.odirect", "no page cache is modelled"),
                ("reader.pin_memory", "without an accelerator to copy to, PyTorch pins nothing"),
                ("reader.multiprocessing_context", "`platform.processes` sets the cost of starting processes"),
                ("reader.file_access", "the modelled disk treats shared files like others"),
                ("reader.file_shuffle", order), ("reader.sample_shuffle", order), ("reader.shuffle_size", order),
                ("reader.preprocess_time", "DLIO's reader of this format ignores it"),
                ("train.seed", "`run.seed` is the simulation's"), ("train.seed_change_epoch", order),
                ("train.total_eval_steps", "not known to DLIO: evaluations go through all their files"),
                ("dataset.record_length", shape), ("dataset.record_length_bytes", shape),
                ("dataset.record_length_resize", shape), ("dataset.record_length_bytes_resize", shape),
                ("evaluation", noEvaluation),
                ("checkpoint.checkpoint_folder", place), ("checkpointing.checkpoint_folder", place),
                ("checkpoint.fsync", "a checkpoint lasts until the disk has its bytes"),
                ("checkpoint.time_between_checkpoints", "DLIO uses it only when it does not train"),
                ("checkpoint", noCheckpoint), ("checkpointing", noCheckpoint),
                ("metric", "figures are Overlap's own"), ("output", "it concerns the program's own reports"),
                ("profiling", "it concerns the program, not the pipeline"),
            ]
        }
    }
}
