import Testing

@testable import Importers

@Suite struct TFDataCaseTests {
    private static func operators(_ json: String) throws -> [TFDataOperator] { try Cases.one(json).pipelines[0] }

    @Test(arguments: [
        (#"{"op": "prefetch", "buffer": 3}"#, TFDataOperator.prefetch(buffer: .count(3))),
        (#"{"op": "prefetch", "buffer": -1}"#, .prefetch(buffer: .automatic)),
        (#"{"op": "prefetch", "buffer": "AUTOTUNE"}"#, .prefetch(buffer: .automatic)),
        (#"{"op": "batch", "size": 8}"#, .batch(.init(size: 8))),
        (#"{"op": "batch", "size": 8, "drop_remainder": true}"#, .batch(.init(size: 8, dropsRemainder: true))),
        (#"{"op": "batch", "size": 8, "parallel": 2}"#, .batch(.init(size: 8, parallelism: .count(2)))),
        (#"{"op": "take", "count": 3}"#, .take(count: 3)), (#"{"op": "skip", "count": 3}"#, .skip(count: 3)),
        (#"{"op": "cache"}"#, .cache(inFile: false)),
        (#"{"op": "cache", "file": null}"#, .cache(inFile: false)),
        (#"{"op": "cache", "file": false}"#, .cache(inFile: false)),
        (#"{"op": "cache", "file": true}"#, .cache(inFile: true)),
        (#"{"op": "cache", "file": "/tmp/x"}"#, .cache(inFile: true)),
        (#"{"op": "shuffle", "buffer": 5}"#, .shuffle(buffer: 5)),
        (#"{"op": "repeat", "count": 4}"#, .repeat(count: 4)),
        (#"{"op": "repeat", "count": -1}"#, .repeat(count: nil)),
        (#"{"op": "repeat"}"#, .repeat(count: nil)),
        (#"{"op": "shard", "num": 3, "index": 1}"#, .shard(count: 3, index: 1)),
        (#"{"op": "to_device"}"#, .toDevice(buffer: nil)),
        (#"{"op": "to_device", "buffer": 2}"#, .toDevice(buffer: .count(2))),
        (#"{"op": "zip", "with": []}"#, .unknown("zip")),
    ])
    func `reads an operator`(json: String, expected: TFDataOperator) throws {
        #expect(try Self.operators(json) == [expected])
    }

    @Test func `reads a map and an interleave with all they have`() throws {
        let map = #"{"op": "map", "stage": "m", "parallel": 4, "deterministic": false, "unbounded": true}"#
        #expect(
            try Self.operators(map) == [
                .map(.init(stage: "m", parallelism: .count(4), isOrdered: false, isUnbounded: true))
            ])
        let files = #"{"op": "interleave", "files": 8, "per_file": 20, "cycle_length": 4, "parallel": "AUTOTUNE"}"#
        #expect(
            try Self.operators(files) == [
                .interleave(.init(files: 8, perFile: 20, cycleLength: 4, blockLength: 1, parallelism: .automatic))
            ])
    }

    @Test(arguments: [
        (#""pure""#, TFDataOptions.pure), (#""default""#, TFDataOptions()),
        (
            #"{"autotune.enabled": false, "threading.private_threadpool_size": 16}"#,
            TFDataOptions(tunes: false, poolThreads: 16)
        ),
        (
            #"{"autotune.autotune_algorithm": "HILL_CLIMB", "autotune.cpu_budget": 8, "other": null}"#,
            TFDataOptions(algorithm: "HILL_CLIMB", cpuBudget: 8)
        ),
        (
            #"{"experimental_optimization.apply_default_optimizations": false, "deterministic": false}"#,
            TFDataOptions(rewritesGraph: false, isOrdered: false)
        ),
    ])
    func `reads options`(json: String, expected: TFDataOptions) throws {
        #expect(try Cases.one(Operators.range, #""options": \#(json)"#).options == expected)
    }

    @Test(arguments: ["experimental_optimization.map_parallelization", "foo.bar"])
    func `passes over no option that it does not know`(name: String) {
        #expect(throws: (any Error).self) { try Cases.one(Operators.range, #""options": {"\#(name)": false}"#) }
    }

    @Test func `knows where threads compete for cores`() throws {
        #expect(try !Cases.one(Operators.range).hasComputingStages)
        #expect(try Cases.one(#"{"op": "range", "n": 3}, {"op": "matmul_map", "n": 9}"#).hasComputingStages)
        let computing = try Cases.fixture()["cpu_pmap4_pf2"]
        #expect(try computing?.content.get().hasComputingStages == true)
    }
}
