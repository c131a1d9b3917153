import Pipelines
import ScenarioFiles
import Testing
import Variates

/// An operator written in Swift is the one that a scenario file with the same words has: values, defaults, limits.
struct OperatorsInSwiftTests {
    typealias Case = (swift: any Operator & Equatable, yaml: String)

    @Test(arguments: OperatorRegistry.standard.all.map { $0.name })
    func `equals what is decoded`(_ name: String) throws {
        let cases = try Self.cases().filter { type(of: $0.swift).name == name }
        #expect(cases.count > 1)
        for (swift, yaml) in cases {
            let decoded = try Self.decoded(yaml)
            let isEqual = Self.isEqual(swift, decoded)
            #expect(isEqual, "\(yaml): \(swift), not \(decoded)")
        }
    }

    @Test(arguments: OperatorRegistry.standard.all.map { $0.name })
    func `all that may be said is compared, and all that may be left out`(_ name: String) throws {
        let type = try #require(OperatorRegistry.standard.named(name))
        let texts = try Self.cases().map(\.yaml).filter { $0 == name || $0.hasPrefix(name + ":") }
        for parameter in type.parameters {
            let isSaid = { (text: String) in
                text.contains("\(parameter.name): ")
                    || (parameter.name == type.primaryParameter && text != name && !text.contains("{"))
            }
            #expect(texts.contains(where: isSaid), "\(parameter.name) is never given")
            guard parameter.isOptional || parameter.defaultValue != nil else { continue }
            #expect(!texts.allSatisfy(isSaid), "\(parameter.name) is never left out")
        }
    }

    private static func cases() throws -> [Case] { try sources() + maps() + parallel() + counting() }

    private static func sources() throws -> [Case] {
        [
            (try Source(elements: 24), "source: 24"),
            (
                try Source(elements: 24, size: .logNormal(mean: 1000, cv: 0.5), access: .random),
                "source: {elements: 24, size: {lognormal: {mean: 1 kB, cv: 0.5}}, access: random}"
            ),
            (try Source(files: 6), "source: {files: 6}"),
            (
                try Source(files: 6, samplesPerFile: 4, rowGroup: 3, size: 10),
                "source: {files: 6, samplesPerFile: 4, rowGroup: 3, size: 10 B}"
            ),
            (
                try Source(files: 6, lengths: .uniform(lower: 2, upper: 9)),
                "source: {files: 6, samplesPerFile: {uniform: {min: 2, max: 9}}}"
            ),
            (try DataLoader(), "dataLoader"),
            (
                try DataLoader(
                    workers: 3, dataset: .files, split: .blocks, requests: 4, pickledBytes: 100_000,
                    lock: CallLock("gil", share: 0.5, handOverSeconds: 1e-3)),
                """
                dataLoader: {workers: 3, dataset: files, split: blocks, requests: 4, pickledBytes: 100 kB, lock: gil,
                  lockShare: 0.5, lockHandOver: 1 ms}
                """
            ),
            (
                try DataLoader(
                    workers: 3, prefetchFactor: 4, batchSize: 5, remainder: .drop, order: .unordered, dataset: .sharded,
                    workersLive: .run, hostMemory: .pinned, use: .wait, cost: 1e-3, costPerByte: 2e-9, collate: 3e-3,
                    outputBytes: 700),
                """
                dataLoader: {workers: 3, prefetchFactor: 4, batchSize: 5, remainder: drop, order: unordered,
                  dataset: sharded, workersLive: run, hostMemory: pinned, use: wait, cost: 1 ms, costPerByte: 2 ns/B,
                  collate: 3 ms, outputBytes: 700 B}
                """
            ),
        ]
    }

    private static func maps() throws -> [Case] {
        [
            (try Map(), "map"), (try Map(cost: 6e-3), "map: 6 ms"),
            (
                try Map(
                    use: .wait, requests: 5, lock: CallLock("a library", share: 0.5, handOverSeconds: 1e-3)),
                "map: {use: wait, requests: 5, lock: a library, lockShare: 0.5, lockHandOver: 1 ms}"
            ),
            (
                try Map(
                    cost: .exponential(mean: 1e-3), costPerByte: 2e-9, outputBytes: 700, parallelism: 8,
                    order: .unordered, use: .wait, pool: .own, function: .stateful),
                """
                map: {cost: {exponential: 1 ms}, costPerByte: 2 ns/B, outputBytes: 700 B, parallelism: 8,
                  order: unordered, use: wait, pool: own, function: stateful}
                """
            ),
            (try Map(parallelism: .automatic), "map: {parallelism: auto}"),
            (try Map(parallelism: .sequential), "map: {parallelism: none}"),
            (try Filter(keep: 0.5), "filter: 0.5"),
            (
                try Filter(keep: 0.5, use: .wait, cost: 1e-3, costPerByte: 2e-9),
                "filter: {keep: 0.5, use: wait, cost: 1 ms, costPerByte: 2 ns/B}"
            ),
        ]
    }

    private static func parallel() throws -> [Case] {
        [
            (try Interleave(cycle: 3), "interleave: 3"),
            (
                try Interleave(
                    cycle: 3, block: 2, parallelism: 4, order: .unordered, use: .wait, cost: 1e-3, outputBytes: 700),
                """
                interleave: {cycle: 3, block: 2, parallelism: 4, order: unordered, use: wait, cost: 1 ms,
                  outputBytes: 700 B}
                """
            ),
            (
                try Interleave(cycle: 3, cost: 1e-3, lock: CallLock("gil", share: 0.5, handOverSeconds: 1e-3)),
                "interleave: {cycle: 3, cost: 1 ms, lock: gil, lockShare: 0.5, lockHandOver: 1 ms}"
            ),
            (try Batch(64), "batch: 64"),
            (
                try Batch(
                    64, remainder: .drop, parallelism: .automatic, order: .unordered, cost: 1e-3, costPerByte: 2e-9),
                """
                batch: {size: 64, remainder: drop, parallelism: auto, order: unordered, cost: 1 ms,
                  costPerByte: 2 ns/B}
                """
            ),
        ]
    }

    private static func counting() throws -> [Case] {
        [
            (Cache(), "cache"), (Cache(.file), "cache: file"), (Cache(.off), "cache: off"),
            (try Prefetch(2), "prefetch: 2"), (try Prefetch(0), "prefetch: 0"),
            (Prefetch.automatic, "prefetch: auto"),
            (try PrefetchToDevice(), "prefetchToDevice"), (try PrefetchToDevice(3), "prefetchToDevice: 3"),
            (PrefetchToDevice.automatic, "prefetchToDevice: auto"),
            (try Repeat(3), "repeat: 3"), (Repeat.forever, "repeat: forever"),
            (Shard(), "shard"), (try Shard(count: 3, index: 2), "shard: {count: 3, index: 2}"),
            (try Shard(block: 4), "shard: {block: 4}"),
            (try Shard(count: 3, index: 2, block: 4), "shard: {count: 3, index: 2, block: 4}"),
            (try Shuffle(10), "shuffle: 10"), (try Shuffle(20), "shuffle: {buffer: 20}"),
            (try Skip(7), "skip: 7"), (try Skip(0), "skip: {count: 0}"),
            (try Skip(7, acts: .once, cost: 1e-3), "skip: {count: 7, acts: once, cost: 1 ms}"),
            (try Take(5), "take: 5"), (try Take(6), "take: {count: 6}"),
        ]
    }

    private static func decoded(_ yaml: String) throws -> any Operator {
        let stages = yaml.hasPrefix("source") ? [yaml] : ["source: 1000", yaml]
        let text = """
            overlap: 1
            pipeline:
            \(stages.map { "  - " + $0.replacing("\n", with: "\n    ") }.joined(separator: "\n"))
            train: {step: 1 ms, steps: 1}
            """
        let scenario = try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
        return scenario.pipeline.stages[stages.count - 1].operator
    }

    private static func isEqual<O: Operator & Equatable>(_ swift: O, _ decoded: any Operator) -> Bool {
        swift == decoded as? O
    }
}
