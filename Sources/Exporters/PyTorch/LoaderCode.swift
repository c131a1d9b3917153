import Pipelines

/// The arguments of a `DataLoader`, and what its workers do.
struct LoaderCode {
    /// How samples come to the workers.
    var dataset = DataLoader.Dataset.indexed
    /// How files are divided among them.
    var split = DataLoader.Split.turns
    /// Worker processes.
    var workers = 0
    /// Batches that are asked for ahead, for each worker.
    var prefetchFactor = 2
    /// Samples in a batch; nil where samples are not joined.
    var batchSize: Int?
    /// Whether an incomplete last batch is dropped.
    var dropsRemainder = false
    /// Whether batches come in the order in which they were asked for.
    var keepsOrder = true
    /// Whether workers live as long as the run.
    var persists = false
    /// Whether batches are copied to pinned memory.
    var pins = false
    /// Samples that a worker makes at a time.
    var requests = 1
    /// Whether workers import the program anew.
    var spawns = false
    /// Bytes that each new worker is sent.
    var pickledBytes: Int64 = 0
    /// The function that joins a batch; nil for PyTorch's own.
    var collate: String?

    /// The arguments, but for the dataset and what belongs to the order.
    var arguments: [String] {
        var arguments = ["batch_size=\(batchSize.map { PythonNumber.count(Int64($0)) } ?? "None")"]
        if dropsRemainder { arguments.append("drop_last=True") }
        if let collate { arguments.append("collate_fn=\(collate)") }
        if pins { arguments.append("pin_memory=True") }
        arguments.append("num_workers=\(workers)")
        guard workers > 0 else { return arguments }
        arguments.append("prefetch_factor=\(prefetchFactor)")
        arguments.append("persistent_workers=\(persists ? "True" : "False")")
        arguments.append("multiprocessing_context=\"\(spawns ? "spawn" : "fork")\"")
        if !keepsOrder { arguments.append("in_order=False") }
        return arguments
    }
}
