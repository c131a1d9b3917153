import Pipelines

/// The parts of a program in PyTorch that stages add to: the order of the samples, what makes one, the loader, and what
/// follows it.
package struct PyTorchCode {
    /// Where the stage stands that is being written.
    enum Place {
        /// Between the source and the loader, where only numbers of samples, or of files, pass.
        case order
        /// Where samples pass that the loop itself makes, before they are joined.
        case samples
        /// Behind the loader, where batches pass.
        case batches
    }

    /// The hardware that the pipeline runs on.
    let platform: Platform
    /// What lies in storage, and how it is delivered.
    let stored: StoredFiles
    /// What random orders begin with.
    let seed: UInt64
    /// Where the next stage stands.
    private(set) var place: Place
    /// Whether the loop's process makes the order, and sends workers its numbers.
    let isIndexed: Bool
    /// The loader's arguments.
    var loader = LoaderCode()
    /// Whether the order is a new random one in each epoch.
    var isRandom = false
    /// Statements that change the list `order`.
    private(set) var orderLines: [String] = []
    /// Whether the order knows how many epochs have begun.
    private(set) var countsEpochs = false
    /// Functions that make a sample of a number, one of the result of the other.
    private(set) var sampleFunctions: [String] = []
    /// What follows the loader.
    private(set) var batchLines: [String] = []
    /// Whether what follows the loader depends on the epoch.
    private(set) var batchesDependOnEpoch = false
    /// What the loader is made of beside its arguments.
    var parts = ProgramParts(reserved: Self.reserved)
    /// Ready-made functions of the program, in order.
    private(set) var neededFunctions: [NeededFunction] = []

    private static let reserved: Set<String> = [
        "torch", "bisect", "itertools", "os", "random", "threading", "time", "deque", "lru_cache", "default_collate",
        "get_worker_info", "input_pipeline", "epoch_batches", "loader", "batches", "batch", "samples", "samples_of",
        "position_in_file", "make_sample", "threads", "shuffled", "prefetched", "to_device", "order", "number",
        "numbers",
        "worker", "drawn", "iterator", "thread", "ready",
    ]

    init(_ scenario: Scenario) {
        platform = scenario.platform
        seed = ProgramSeed.of(scenario)
        stored = scenario.pipeline.files ?? scenario.pipeline.storedFiles
        place = scenario.pipeline.stages.contains { $0.operator.usesWorkerProcesses } ? .order : .samples
        let loaders = scenario.pipeline.stages.compactMap { $0.operator as? DataLoader }
        isIndexed = loaders.allSatisfy { $0.dataset == .indexed }
    }

    /// Adds a ready-made function, once.
    mutating func need(_ function: NeededFunction) {
        if !neededFunctions.contains(function) { neededFunctions.append(function) }
    }

    /// Changes the order, by statements about the list `order`.
    mutating func reorder(_ stage: ExportedStage, _ lines: [String], countingEpochs: Bool = false) {
        orderLines += ["# \(stage.name)"] + lines
        countsEpochs = countsEpochs || countingEpochs
    }

    /// Adds a function to those that make a sample.
    mutating func make(by function: String) { sampleFunctions.append(function) }

    /// What follows passes batches, or samples that are not joined.
    mutating func beginBatches() { place = .batches }

    /// Adds what a stage does to the batches behind the loader, in every epoch or in the first alone.
    mutating func follow(
        _ stage: ExportedStage, inFirstEpochOnly isOnce: Bool = false, _ statement: String
    ) {
        batchLines.append("    # \(stage.name)")
        batchLines += isOnce ? ["    if epoch == 1:", "        \(statement)"] : ["    \(statement)"]
        batchesDependOnEpoch = batchesDependOnEpoch || isOnce
        place = .batches
    }

    /// Whether a stage follows the loader that does something.
    var hasBatchStages: Bool { batchLines.contains { !$0.hasPrefix("    #") } }

    /// Says of a stage that it does nothing.
    mutating func remark(_ stage: ExportedStage, _ text: String) {
        batchLines.append("    # \(stage.name): \(text)")
    }
}
