/// A measured loop over PyTorch's `DataLoader`, with the durations that were asked of its stages.
package struct TorchCase: Sendable, Equatable, Decodable {
    /// The arguments of the loader.
    struct Loader: Sendable, Equatable {
        var workers: Int
        /// Nil for PyTorch's default.
        var prefetchFactor: Int?
        var batchSize: Int
        var keepsOrder: Bool
        var dropsRemainder: Bool
        var persists: Bool
        /// `fork`, `spawn` or `forkserver`.
        var startMethod: String
        /// A function that each worker runs at its start, by its name in `meta.overheads.init`.
        var initialisation: String?
    }

    /// The data set.
    struct Dataset: Sendable, Equatable, Decodable {
        /// Samples.
        var n: Int
        /// `map`, or `iterable_dup` and `iterable_sharded`.
        var kind: String?
        /// Bytes of a sample.
        var bytes: Double?
    }

    /// The case's name.
    package let id: String
    var loader: Loader
    var dataset: Dataset
    /// The stages by name: `sample`, perhaps `collate`, and `train`, the training loop.
    var stages: [String: CaseStage]
    /// Durations in seconds, by stage: entry i modulo the length belongs to sample i, for `collate` to the batch that
    /// begins with it; those of `train` go by step.
    var durations: [String: [Double]]
    /// Passes over the data.
    var epochs: Int
    /// Steps of all epochs together.
    var steps: Int?
    /// Cores of the machine.
    var cores: Int?

    private enum CodingKeys: String, CodingKey {
        case id, loader, dataset, stages, epochs, steps, cores
        case durations = "duration_tables_s"
    }

    /// Reads a case.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        loader = try container.decode(Loader.self, forKey: .loader)
        dataset = try container.decode(Dataset.self, forKey: .dataset)
        stages = try container.decodeIfPresent([String: CaseStage].self, forKey: .stages) ?? [:]
        durations = try container.decodeIfPresent([String: [Double]].self, forKey: .durations) ?? [:]
        epochs = try container.decodeIfPresent(Int.self, forKey: .epochs) ?? 1
        steps = try container.decodeIfPresent(Int.self, forKey: .steps)
        cores = try container.decodeIfPresent(Int.self, forKey: .cores)
    }

    /// Whether a stage computes, so that threads compete for the cores.
    package var hasComputingStages: Bool { stages.values.contains(where: \.usesCore) }

    /// The durations of a stage, in seconds.
    func durations(of stage: String) throws(CaseError) -> [Double] { try stages.seconds(of: stage, tables: durations) }
}

extension TorchCase.Loader: Decodable {
    private enum CodingKeys: String, CodingKey {
        case workers = "num_workers"
        case prefetchFactor = "prefetch_factor"
        case batchSize = "batch_size"
        case keepsOrder = "in_order"
        case dropsRemainder = "drop_last"
        case persists = "persistent_workers"
        case startMethod = "start_method"
        case initialisation = "worker_init"
    }

    /// Reads the arguments; PyTorch's defaults for those that are missing.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        workers = try container.decodeIfPresent(Int.self, forKey: .workers) ?? 0
        prefetchFactor = try container.decodeIfPresent(Int.self, forKey: .prefetchFactor)
        batchSize = try container.decodeIfPresent(Int.self, forKey: .batchSize) ?? 1
        keepsOrder = try container.decodeIfPresent(Bool.self, forKey: .keepsOrder) ?? true
        dropsRemainder = try container.decodeIfPresent(Bool.self, forKey: .dropsRemainder) ?? false
        persists = try container.decodeIfPresent(Bool.self, forKey: .persists) ?? false
        startMethod = try container.decodeIfPresent(String.self, forKey: .startMethod) ?? "fork"
        initialisation = try container.decodeIfPresent(String.self, forKey: .initialisation)
    }
}
