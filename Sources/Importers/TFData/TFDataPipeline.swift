import Pipelines
import ScenarioFiles

/// The stages of a measured case.
struct TFDataPipeline {
    private let measured: TFDataCase
    private let pipeline: [TFDataOperator]
    private var names: [String: Int] = [:]

    /// - Throws: when the consumers' pipelines differ by more than their shards.
    init(_ measured: TFDataCase) throws(CaseError) {
        self.measured = measured
        guard let first = measured.pipelines.first, !first.isEmpty else {
            throw CaseError("`pipeline` is empty")
        }
        let count = measured.pipelines.count
        for (rank, other) in measured.pipelines.enumerated() where count > 1 {
            guard Self.withoutRank(other, rank, of: count) == Self.withoutRank(first, 0, of: count) else {
                throw CaseError(
                    "pipelines[\(rank)]: consumers may differ only in `shard`, each with its own index")
            }
        }
        pipeline = count > 1 ? Self.withoutRank(first, 0, of: count) : first
    }

    /// The stages, from the source on.
    mutating func stages() throws(CaseError) -> [StageDocument] {
        var stages: [StageDocument] = []
        for (index, `operator`) in pipeline.enumerated() {
            stages += try self.stages(`operator`, isFirst: index == 0)
        }
        return stages
    }

    /// A shard of the consumer's own number, which scenarios give each accelerator by themselves, loses it.
    private static func withoutRank(_ pipeline: [TFDataOperator], _ rank: Int, of count: Int) -> [TFDataOperator] {
        pipeline.map { `operator` in
            `operator` == .shard(count: count, index: rank) ? .shard(count: count, index: Self.ownIndex) : `operator`
        }
    }

    private static let ownIndex = -1

    private mutating func stages(
        _ `operator`: TFDataOperator, isFirst: Bool
    ) throws(CaseError) -> [StageDocument] {
        switch `operator` {
        case .range(let count):
            guard isFirst else { throw CaseError("`range` must be the first operator") }
            return [StageDocument(Source.self, "elements", .count(count))]
        case .interleave(let files):
            guard isFirst else { throw CaseError("`interleave` is modelled only as the first operator") }
            return try stages(files)
        case .map(let map): return [try stage(map)]
        case .batch(let batch): return [stage(batch)]
        case .cache(let inFile): return [StageDocument(Cache.self, "store", .word(inFile ? "file" : "memory"))]
        case .take(let count): return [StageDocument(Take.self, "count", .count(count))]
        case .skip(let count): return [StageDocument(Skip.self, "count", .count(count))]
        case .shuffle(let buffer): return [StageDocument(Shuffle.self, "buffer", .count(buffer))]
        case .repeat(let count):
            return [StageDocument(Repeat.self, "count", count.map(WrittenValue.count) ?? .word("forever"))]
        case .shard(_, Self.ownIndex): return [StageDocument(Shard.self, .block)]
        case .shard(let count, let index):
            var stage = StageDocument(Shard.self, "count", .count(count))
            stage.parameters.set("index", .count(index))
            return [stage]
        case .prefetch(let buffer): return [StageDocument(Prefetch.self, "buffer", buffer.written)]
        case .toDevice(let buffer):
            return [StageDocument(PrefetchToDevice.self, "buffer", (buffer ?? .automatic).written)]
        case .unknown(let name): throw CaseError("the operator `\(name)` is not modelled")
        }
    }

    private func stage(_ batch: TFDataOperator.Batch) -> StageDocument {
        var stage = StageDocument(Batch.self, "size", .count(batch.size))
        setParallelism(batch.parallelism, batch.isOrdered, of: &stage)
        if batch.dropsRemainder { stage.parameters.set("remainder", .word("drop")) }
        return stage
    }

    private mutating func stage(_ map: TFDataOperator.Map) throws(CaseError) -> StageDocument {
        var stage = StageDocument(Map.self, name: .text(uniqueName(map.stage)), .block)
        setUse(of: map.stage, &stage)
        setParallelism(map.parallelism, map.isOrdered, of: &stage)
        if map.isUnbounded { stage.parameters.set("pool", .word("own")) }
        // The functions of measured maps are Python's: no rewrite makes them parallel.
        if map.parallelism == nil, measured.options.rewritesGraph, measured.options.tunes {
            stage.parameters.set("function", .word("stateful"))
        }
        let seconds = try measured.durations(of: map.stage)
        stage.parameters.set("cost", .durations(seconds, replay: "by sample"))
        return stage
    }

    /// Records come from `read`; the first of each file is preceded by its `open`.
    private func stages(_ files: TFDataOperator.Interleave) throws(CaseError) -> [StageDocument] {
        let (count, overflow) = files.files.multipliedReportingOverflow(by: files.perFile)
        guard !overflow, files.files > 0, files.perFile > 0, count <= 1_000_000 else {
            throw CaseError("interleave: `files` × `per_file` must be from 1 to 1,000,000 records")
        }
        let read = try measured.durations(of: "read")
        let open =
            measured.stages["open"] == nil && measured.durations["open"] == nil
            ? [0] : try measured.durations(of: "open")
        let seconds = (0..<count).map { id in
            read[id % read.count] + (id % files.perFile == 0 ? open[id % open.count] : 0)
        }
        var source = StageDocument(Source.self, "files", .count(files.files))
        source.parameters.set("samplesPerFile", .count(files.perFile))
        var stage = StageDocument(Interleave.self, .block)
        stage.parameters.set("cycle", .count(files.cycleLength))
        stage.parameters.set("block", .count(files.blockLength))
        setUse(of: "read", &stage)
        setParallelism(files.parallelism, files.isOrdered, of: &stage)
        stage.parameters.set("cost", .durations(seconds, replay: "by sample"))
        return [source, stage]
    }

    /// What a call does with its thread.
    private func setUse(of stage: String, _ document: inout StageDocument) {
        if measured.stages[stage]?.usesCore ?? false { return }
        document.parameters.set("use", .word("wait"))
    }

    /// How many calls there are at a time, and in which order their results leave.
    private func setParallelism(_ parallelism: TFDataCount?, _ isOrdered: Bool?, of stage: inout StageDocument) {
        guard let parallelism else { return }
        stage.parameters.set("parallelism", parallelism.written)
        if !keepsOrder(isOrdered) { stage.parameters.set("order", .word("unordered")) }
    }

    private func keepsOrder(_ isOrdered: Bool?) -> Bool {
        isOrdered ?? measured.options.isOrdered ?? measured.isOrdered
    }

    /// A stage may stand twice in a pipeline, its name only once.
    private mutating func uniqueName(_ stage: String) -> String {
        names[stage, default: 0] += 1
        let count = names[stage] ?? 1
        return count == 1 ? stage : "\(stage) \(count)"
    }
}

extension TFDataCount {
    /// How scenarios write it.
    fileprivate var written: WrittenValue {
        switch self {
        case .count(let count): .count(count)
        case .automatic: .word("auto")
        }
    }
}
