/// Epochs of a loop, and what the processes of its loader noted meanwhile.
struct LoopRun: Sendable {
    /// What the loader was told; nil of an iterable that is not PyTorch's.
    let loader: RecordedLoader?
    /// Whole epochs, and those that were cut short.
    let epochs: [LoopEpoch]
    /// One for each worker process, or for the loop's own.
    let notes: [LoopNotes]
    /// Lines of workers' logs that could not be read: their processes were killed.
    let damagedLines: Int

    /// Workers; none also for other iterables.
    var workers: Int { loader?.workers ?? 0 }
    /// Samples and batches together.
    var totals: LoopTotals? { LoopTotals(notes) }
}

extension LoopRun: Decodable {
    private enum CodingKeys: String, CodingKey {
        case loader, epochs, workers
        case damagedLines = "damaged_lines"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(LoaderKind.self, forKey: .loader)
        loader = kind.loader
        epochs = try container.decode([LoopEpoch].self, forKey: .epochs).map { $0.whole(of: kind.batches) }
        notes = try container.decode([LoopNotes].self, forKey: .workers)
        damagedLines = try container.decodeIfPresent(Int.self, forKey: .damagedLines) ?? 0
    }

    /// A `DataLoader`, or something else that can be iterated over.
    private struct LoaderKind: Decodable {
        private enum CodingKeys: String, CodingKey {
            case batches
            case workers = "num_workers"
        }

        let loader: RecordedLoader?
        /// Batches of an epoch; nil where that is not known before its end.
        let batches: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            loader = container.contains(.workers) ? try RecordedLoader(from: decoder) : nil
            // PyTorch counts as if workers shared a stream, and in full batches.
            let isStream = loader?.kind == "iterable" && loader?.workers != 0
            batches = isStream ? nil : try container.decodeIfPresent(Int.self, forKey: .batches)
        }
    }
}

/// The arguments of a `DataLoader`, and what is known of its data set.
struct RecordedLoader: Sendable, Equatable {
    /// Worker processes.
    var workers: Int
    /// Samples of a batch; nil where the data set makes whole batches.
    var batchSize: Int?
    var dropsRemainder: Bool
    var keepsOrder: Bool
    /// Nil for PyTorch's default.
    var prefetchFactor: Int?
    var persists: Bool
    var pins: Bool
    /// `fork`, `spawn` or `forkserver`.
    var startMethod: String?
    /// `map`, `grouped` or `iterable`.
    var kind: String
    /// Samples of an epoch; nil where neither sampler nor data set says it.
    var samples: Int?

    private static let mostSamples = 1_000_000_000_000
}

extension RecordedLoader: Decodable {
    private enum CodingKeys: String, CodingKey {
        case dataset, sampled
        case workers = "num_workers"
        case batchSize = "batch_size"
        case dropsRemainder = "drop_last"
        case keepsOrder = "in_order"
        case prefetchFactor = "prefetch_factor"
        case persists = "persistent_workers"
        case pins = "pin_memory"
        case startMethod = "start_method"
    }

    private struct Dataset: Decodable {
        var kind: String
        var samples: Int?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys, _ range: ClosedRange<Int>) throws -> Int? {
            guard let value = try container.decodeIfPresent(Int.self, forKey: key) else { return nil }
            guard range.contains(value) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "must be from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        workers = try count(.workers, 0...1024) ?? 0
        batchSize = try count(.batchSize, 1...10_000_000)
        prefetchFactor = try count(.prefetchFactor, 1...65536)
        dropsRemainder = try container.decodeIfPresent(Bool.self, forKey: .dropsRemainder) ?? false
        keepsOrder = try container.decodeIfPresent(Bool.self, forKey: .keepsOrder) ?? true
        persists = try container.decodeIfPresent(Bool.self, forKey: .persists) ?? false
        pins = try container.decodeIfPresent(Bool.self, forKey: .pins) ?? false
        startMethod = try container.decodeIfPresent(String.self, forKey: .startMethod)
        let dataset = try container.decode(Dataset.self, forKey: .dataset)
        kind = dataset.kind
        guard ["map", "grouped", "iterable"].contains(kind) else {
            throw DecodingError.dataCorruptedError(
                forKey: .dataset, in: container, debugDescription: "`kind` must be `map`, `grouped` or `iterable`")
        }
        let sampled = try count(.sampled, 0...Self.mostSamples) ?? dataset.samples
        samples = sampled.flatMap { (1...Self.mostSamples).contains($0) ? $0 : nil }
    }
}
