import Pipelines
import Testing

/// The pipeline of a program in PyTorch, read back from its classes and its calls.
struct ReadPyTorch {
    let stages: [any Operator]

    init(_ text: String) throws {
        let reader = ProgramReader(text: text)
        let statement = try #require(
            reader.statements(of: "input_pipeline").first { $0.hasPrefix("return DataLoader(") })
        let call = try #require(ProgramReader.call(statement))
        let isOfFiles = reader.has("order = list(range(FILES))")
        let isRandom =
            call.keyword("shuffle") == "True" || reader.has("drawn.shuffle(order)")
            || reader.has("self.drawn.shuffle(order)")
        let source = try reader.source(isRandom ? .random : .sequential)
        let order = try Self.order(reader)
        let functions = try #require(
            reader.statements(of: "__getitem__").last ?? reader.statements(of: "make_sample").last
                ?? reader.rest(of: "yield "))
        let made = functions.split(separator: "(").map(String.init)
        let follows = try Self.batches(reader)
        let remarks = try Self.remarks(reader)
        if made[0].hasSuffix("_sample") || made[0].hasSuffix("return data_loader_sample") || isOfFiles {
            stages = [source] + order + [try Self.loader(call, reader)] + follows + remarks
        } else {
            // The dataset calls the functions of the maps, the innermost of which reads.
            let maps = try made.dropLast(2).map { _ in try Map() }
            let size = ProgramReader.Call.count(call.keyword("batch_size"))
            let batch = try size.map { try Batch($0, remainder: call.keyword("drop_last") == "True" ? .drop : .keep) }
            stages = [source] + order + maps + [batch].compactMap { $0 } + follows + remarks
        }
    }

    private static func order(_ reader: ProgramReader) throws -> [any Operator] {
        var parts: [any Operator] = []
        var isOnce = false
        for line in reader.statements(of: "__iter__") {
            if line == "if self.epochs == 1:" { isOnce = true }
            guard line.hasPrefix("order = "), !line.contains("worker"), !line.contains("order[first :") else {
                continue
            }
            let text = line.dropFirst("order = ".count).replacing("_", with: "")
            if text.hasPrefix("shuffled(") {
                parts.append(try Shuffle(try #require(Int(text.split(separator: ", ")[1]))))
            } else if text.hasSuffix(" * order") {
                parts.append(try Repeat(try #require(Int(text.prefix { $0 != " " }))))
            } else if text.hasPrefix("order[") {
                let slice = text.dropFirst("order[".count).dropLast().split(
                    separator: ":", omittingEmptySubsequences: false)
                switch slice.count {
                case 3: parts.append(try shard(index: slice[0], count: slice[2]))
                case 2 where slice[0].isEmpty: parts.append(try Take(try #require(Int(slice[1]))))
                default: parts.append(try Skip(try #require(Int(slice[0])), acts: isOnce ? .once : .eachEpoch))
                }
                isOnce = false
            }
        }
        return parts
    }

    private static func batches(_ reader: ProgramReader) throws -> [any Operator] {
        var isOnce = false
        return try reader.statements(of: "epoch_batches").compactMap { line -> (any Operator)? in
            if line == "if epoch == 1:" { isOnce = true }
            guard line.hasPrefix("batches = "), let call = ProgramReader.call(line) else { return nil }
            let count = ProgramReader.Call.count(call.arguments.count > 1 ? call.arguments[1] : nil)
            switch call.function {
            case "map": return try Map()
            case "filter":
                let test = try #require(reader.statements(of: call.arguments[0]).last)
                return try Filter(keep: try #require(Double(test.dropFirst("return random.random() < ".count))))
            case "prefetched" where call.arguments[0].hasPrefix("map(to_device"):
                return try PrefetchToDevice(try #require(count))
            case "prefetched": return try Prefetch(try #require(count))
            case "itertools.islice" where call.arguments.count == 2: return try Take(try #require(count))
            case "itertools.islice" where call.arguments.count == 3:
                defer { isOnce = false }
                return try Skip(try #require(count), acts: isOnce ? .once : .eachEpoch)
            default: return try shard(index: call.arguments[1][...], count: call.arguments[3][...])
            }
        }
    }

    /// Stages that do nothing, which are remarks; in whatever place.
    private static func remarks(_ reader: ProgramReader) throws -> [any Operator] {
        let all = reader.stages(of: "input_pipeline") + reader.stages(of: "epoch_batches")
        return try all.filter { !$0.remark.isEmpty }.map { stage in
            switch stage.remark {
            case "off": Cache(.off)
            case "once": try Repeat(1)
            case "0: nothing is left out": try Skip(0)
            case "one share: nothing is left out": try Shard(count: 1, index: 0)
            default: try Prefetch(0)
            }
        }
    }

    private static func shard(index: Substring, count: Substring) throws -> Shard {
        index == "RANK" ? Shard() : try Shard(count: try #require(Int(count)), index: try #require(Int(index)))
    }

    private static func loader(_ call: ProgramReader.Call, _ reader: ProgramReader) throws -> DataLoader {
        let count = { (name: String) in ProgramReader.Call.count(call.keyword(name)) }
        let isShared = reader.has("if worker is not None:")
        let dataset: DataLoader.Dataset =
            reader.has("order = list(range(FILES))")
            ? .files : !reader.has("class Samples(IterableDataset):") ? .indexed : isShared ? .sharded : .iterable
        let sent = reader.rest(of: "self.sent = bytes(").flatMap {
            ProgramReader.Call.count(String($0.prefix { $0 != ")" }))
        }
        return try DataLoader(
            workers: try #require(count("num_workers")), prefetchFactor: count("prefetch_factor") ?? 2,
            batchSize: try #require(count("batch_size")),
            remainder: call.keyword("drop_last") == "True" ? .drop : .keep,
            order: call.keyword("in_order") == "False" ? .unordered : .ordered, dataset: dataset,
            workersLive: call.keyword("persistent_workers") == "True" ? .run : .epoch,
            hostMemory: call.keyword("pin_memory") == "True" ? .pinned : .pageable,
            split: reader.has("least, longer = divmod(len(order), worker.num_workers)") ? .blocks : .turns,
            requests: reader.constant("REQUESTS") ?? 1, pickledBytes: Int64(sent ?? 0))
    }
}
