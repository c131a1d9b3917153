import Pipelines
import Testing
import Variates

struct PipelineTests {
    struct Misplaced: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var stage: Int?
        var mentions: String
        var build: @Sendable () throws -> TestScenario
    }

    static let misplaced = [
        Misplaced(testDescription: "empty", stage: nil, mentions: "source") { TestScenario() },
        Misplaced(testDescription: "no source", stage: 0, mentions: "`map`") { try TestScenario().map() },
        Misplaced(testDescription: "row groups in random order", stage: 0, mentions: "`rowGroup`") {
            try TestScenario().stage(
                Source.self, ["files": .count(4), "rowGroup": .count(2), "access": .word("random")])
        },
        Misplaced(testDescription: "row groups of samples in random order", stage: 0, mentions: "`dataset: files`") {
            try TestScenario().stage(
                Source.self, ["files": .count(4), "rowGroup": .count(2), "access": .word("random")]
            ).stage(DataLoader.self, ["batchSize": .count(2)])
        },
        Misplaced(testDescription: "two sources", stage: 1, mentions: "first") {
            try .source(3).stage(Source.self, ["elements": .count(3)])
        },
        Misplaced(testDescription: "two of a name", stage: 2, mentions: "`twin`") {
            try .source(3).stage(Map.self, [:], name: "twin").stage(Map.self, [:], name: "twin")
        },
        Misplaced(testDescription: "cache of an endless stream", stage: 2, mentions: "repeat: forever") {
            try .source(3).repeatForever().cache().train(steps: 5)
        },
        Misplaced(testDescription: "cache of unknown data without end", stage: 3, mentions: "repeat: forever") {
            try .source(3).stage(Opaque()).repeatForever().cache().train(steps: 5)
        },
        Misplaced(testDescription: "something after prefetchToDevice", stage: 1, mentions: "last") {
            try .source(3).prefetchToDevice().map()
        },
        Misplaced(testDescription: "fewer samples than one batch", stage: 1, mentions: "no element") {
            try .source(3).batch(5, drop: true)
        },
        Misplaced(
            testDescription: "nothing left, and more behind it", stage: 2, mentions: "of the 2 that reach `skip`"
        ) { try .source(20).batch(10).skip(2).prefetch(1) },
        Misplaced(testDescription: "an empty share", stage: 1, mentions: "of the 3 that reach `shard`") {
            try .source(3).stage(Shard.self, ["count": .count(5), "index": .count(4)]).shuffle(2)
        },
        Misplaced(testDescription: "endless without steps", stage: nil, mentions: "`steps`") {
            try .source(3).repeatForever()
        },
        Misplaced(testDescription: "endless without steps, of unknown data", stage: nil, mentions: "`steps`") {
            try .source(3).stage(Opaque()).repeatForever()
        },
    ]

    @Test(arguments: misplaced)
    func `says why a stage cannot stand there`(_ example: Misplaced) throws {
        let scenario = try example.build()
        let error = try #require(throws: PipelineError.self) { try scenario.pipeline() }
        #expect(error.stage == example.stage)
        #expect(error.reason.contains(example.mentions), "\(error.reason)")
        #expect(error.description == error.reason)
    }

    /// What names files, or samples, leaves them as they are or cannot stand in front of what opens or reads them.
    @Test(arguments: OperatorRegistry.standard.all.dropFirst().indices)
    func `what files and indices pass through`(index: Int) throws {
        let type = OperatorRegistry.standard.all[index]
        let before = try TestScenario.source(24).stage(type, type.examples[0])
        let passed: [String: Set<String>] = [
            "interleave": ["shuffle", "repeat", "take", "skip", "shard"], "dataLoader": ["take", "skip", "shard"],
        ]
        for taker in [Interleave.self, DataLoader.self] as [any Operator.Type] {
            let scenario = try before.stage(taker, taker.examples[0], name: "taker")
            if passed[taker.name]?.contains(type.name) == true {
                #expect(throws: Never.self) { try scenario.pipeline() }
            } else {
                let error = try #require(throws: PipelineError.self) { try scenario.pipeline() }
                #expect(error.stage == 2 || type == PrefetchToDevice.self)
                #expect(error.reason.contains("`\(type.name)`"))
            }
        }
    }

    @Test func `row groups are read in files, in whatever order these come`() throws {
        let source = try TestScenario().stage(
            Source.self, ["files": .count(4), "rowGroup": .count(2), "access": .word("random")])
        _ = try source.stage(Interleave.self, ["cycle": .count(2)]).pipeline()
        _ = try source.stage(DataLoader.self, ["dataset": .word("files")]).pipeline()
    }

    @Test func `a cache may stand after stages that end`() throws {
        _ = try TestScenario.source(3).map().shuffle(2).repeat(2).cache().pipeline()
        _ = try TestScenario.source(3).cache().repeatForever().train(steps: 9).pipeline()
        _ = try TestScenario.source(3).repeatForever().stage(Cache.self, ["store": .word("off")]).train(steps: 9)
            .pipeline()
    }

    @Test func `counts what passes each stage`() throws {
        let pipeline = try TestScenario.source(10).batch(4).repeat(3).stage(
            Batch.self, ["size": .count(2), "remainder": .word("drop")], name: "pairs"
        ).prefetch(2).pipeline()
        #expect((1...5).map { pipeline.cardinality(at: $0) } == [10, 3, 9, 4, 4].map { .finite($0) })
        #expect(pipeline.stepsPerEpoch == 4)
    }

    @Test func `steps limit an epoch, data end it`() throws {
        func steps(_ scenario: TestScenario) throws -> Int64? { try scenario.pipeline().stepsPerEpoch }
        #expect(try steps(.source(10).train(steps: 4)) == 4)
        #expect(try steps(.source(10).train(steps: 40)) == 10)
        #expect(try steps(.source(10).repeatForever().train(steps: 40)) == 40)
        #expect(try steps(.source(10).stage(Opaque())) == nil)
        #expect(try steps(.source(10).stage(Opaque()).train(steps: 4)) == nil)
        // There may be nothing to repeat.
        #expect(try steps(.source(10).stage(Opaque()).repeatForever().train(steps: 4)) == nil)
    }

    @Test func `the first epoch may be cut short by itself`() throws {
        let test = try TestScenario.source(10).train(epochs: 3, ["firstEpochSteps": .count(4)])
        #expect(try test.pipeline().totalSteps == 24)
        #expect(try test.train(epochs: 3, steps: 6).pipeline().totalSteps == 16)
        // More than can be counted.
        let endless = try TestScenario.source(1_000_000_000_000).repeat(9_000_000)
        #expect(try endless.train(epochs: 2).pipeline().totalSteps == nil)
        #expect(try endless.train(epochs: 1).pipeline().totalSteps == 9_000_000_000_000_000_000)
        #expect(throws: PipelineError.self) { try test.train(steps: 3).pipeline() }
    }

    @Test func `cardinality maps finite numbers only`() {
        #expect(Cardinality.finite(6).map { $0 / 4 } == .finite(1))
        #expect(Cardinality.infinite.map { $0 / 4 } == .infinite)
        #expect(Cardinality.unknown.map { $0 / 4 } == .unknown)
    }
}
