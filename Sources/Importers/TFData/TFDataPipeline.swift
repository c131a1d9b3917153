/// The stages of a measured case as a scenario file writes them.
struct TFDataPipelineText {
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

    /// The items of `pipeline`.
    mutating func lines() throws(CaseError) -> [String] {
        var lines: [String] = []
        for (index, `operator`) in pipeline.enumerated() {
            lines += try self.lines(`operator`, isFirst: index == 0)
        }
        return lines
    }

    /// A shard of the consumer's own number, which scenarios give each accelerator by themselves, loses it.
    private static func withoutRank(_ pipeline: [TFDataOperator], _ rank: Int, of count: Int) -> [TFDataOperator] {
        pipeline.map { `operator` in
            `operator` == .shard(count: count, index: rank) ? .shard(count: count, index: Self.ownIndex) : `operator`
        }
    }

    private static let ownIndex = -1

    private mutating func lines(_ `operator`: TFDataOperator, isFirst: Bool) throws(CaseError) -> [String] {
        switch `operator` {
        case .range(let count):
            guard isFirst else { throw CaseError("`range` may only stand first") }
            return ["  - source: \(count)"]
        case .interleave(let files):
            guard isFirst else { throw CaseError("`interleave` is modelled only where it stands first") }
            return try lines(files)
        case .map(let map): return try lines(map)
        case .batch(let batch): return lines(batch)
        case .cache(let inFile): return ["  - cache: \(inFile ? "file" : "memory")"]
        case .take(let count): return ["  - take: \(count)"]
        case .skip(let count): return ["  - skip: \(count)"]
        case .shuffle(let buffer): return ["  - shuffle: \(buffer)"]
        case .repeat(let count): return ["  - repeat: \(count.map(String.init) ?? "forever")"]
        case .shard(_, Self.ownIndex): return ["  - shard"]
        case .shard(let count, let index): return ["  - shard: {count: \(count), index: \(index)}"]
        case .prefetch(let buffer): return ["  - prefetch: \(Self.text(buffer))"]
        case .toDevice(let buffer): return ["  - prefetchToDevice: \(Self.text(buffer ?? .automatic))"]
        case .unknown(let name): throw CaseError("the operator `\(name)` is not modelled")
        }
    }

    private func lines(_ batch: TFDataOperator.Batch) -> [String] {
        var members = ["size: \(batch.size)"]
        if let parallelism = batch.parallelism {
            members.append("parallelism: \(Self.text(parallelism))")
            if !keepsOrder(batch.isOrdered) { members.append("order: unordered") }
        }
        if batch.dropsRemainder { members.append("remainder: drop") }
        return ["  - batch: \(members.count == 1 ? "\(batch.size)" : "{\(members.joined(separator: ", "))}")"]
    }

    private mutating func lines(_ map: TFDataOperator.Map) throws(CaseError) -> [String] {
        var lines = ["  - map:", "      name: \(ScenarioText.quoted(uniqueName(map.stage)))"]
        lines += placement(map.stage, map.parallelism, map.isOrdered)
        if map.isUnbounded { lines.append("      pool: own") }
        // The functions of measured maps are Python's: no rewrite makes them parallel.
        if map.parallelism == nil, measured.options.rewritesGraph, measured.options.tunes {
            lines.append("      function: stateful")
        }
        return lines
            + ScenarioText.distribution(
                "cost", try measured.durations(of: map.stage), replay: "by sample", indent: 6)
    }

    /// Records come from `read`; the first of each file is preceded by its `open`.
    private mutating func lines(_ files: TFDataOperator.Interleave) throws(CaseError) -> [String] {
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
        var lines = [
            "  - source: {files: \(files.files), samplesPerFile: \(files.perFile)}",
            "  - interleave:", "      cycle: \(files.cycleLength)", "      block: \(files.blockLength)",
        ]
        lines += placement("read", files.parallelism, files.isOrdered)
        return lines + ScenarioText.distribution("cost", seconds, replay: "by sample", indent: 6)
    }

    /// What a call does with its thread, how many there are, in which order results leave.
    private func placement(_ stage: String, _ parallelism: TFDataCount?, _ isOrdered: Bool?) -> [String] {
        var lines: [String] = []
        if !(measured.stages[stage]?.usesCore ?? false) { lines.append("      use: wait") }
        guard let parallelism else { return lines }
        lines.append("      parallelism: \(Self.text(parallelism))")
        if !keepsOrder(isOrdered) { lines.append("      order: unordered") }
        return lines
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

    private static func text(_ count: TFDataCount) -> String {
        switch count {
        case .count(let count): "\(count)"
        case .automatic: "auto"
        }
    }
}
