import Pipelines
import Testing
import Variates

struct RewritesTests {
    /// What a pipeline becomes: `name kind` of each stage, and the rewrites that were applied.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var autotune = ExecutionOptions.Autotune.maximum
        var stages: [String]
        var applied: [AppliedRewrite]
        var build: @Sendable (TestScenario) throws -> TestScenario
    }

    static let cases = [
        Case(
            testDescription: "a map is made parallel before it is fused", stages: ["source source", "map mapAndBatch"],
            applied: [.parallelised(map: "map"), .fusedMapAndBatch(map: "map", batch: "batch")]
        ) { try $0.map().batch(8) },
        Case(
            testDescription: "without tuning only fusions", autotune: .off,
            stages: ["source source", "shuffle shuffleAndRepeat", "map map", "cache cache", "map2 mapAndBatch"],
            applied: [
                .fusedShuffleAndRepeat(shuffle: "shuffle", repeat: "repeat"),
                .fusedMapAndBatch(map: "map2", batch: "batch"),
            ]
        ) { try $0.shuffle(3).repeat(2).map().cache().map().batch(8) },
        Case(
            testDescription: "a map with a given parallelism keeps it", stages: ["source source", "map map"],
            applied: []
        ) { try $0.map(parallelism: 4) },
        Case(
            testDescription: "a sequential map at the end needs no prefetch", stages: ["source source", "map map"],
            applied: [.parallelised(map: "map")]
        ) { try $0.map() },
        Case(
            testDescription: "a map whose function is stateful stays sequential, and gets a prefetch",
            stages: ["source source", "map map", "injected prefetch prefetch"],
            applied: [.addedPrefetch("injected prefetch")]
        ) { try $0.stateful() },
        Case(
            testDescription: "a map whose function is stateful is fused all the same",
            stages: ["source source", "map mapAndBatch"], applied: [.fusedMapAndBatch(map: "map", batch: "batch")]
        ) { try $0.stateful().batch(8) },
        Case(
            testDescription: "a source alone gets a prefetch",
            stages: ["source source", "injected prefetch prefetch"], applied: [.addedPrefetch("injected prefetch")]
        ) { $0 },
        Case(
            testDescription: "a name that is taken is left to its owner",
            stages: ["source source", "injected prefetch batch", "injected prefetch-2 prefetch"],
            applied: [.addedPrefetch("injected prefetch-2")]
        ) { $0.stage(try Batch(parameters: ["size": .count(2)]), name: "injected prefetch") },
        Case(
            testDescription: "a batch that stands alone gets a prefetch",
            stages: ["source source", "map map", "shuffle shuffle", "batch batch", "injected prefetch prefetch"],
            applied: [.addedPrefetch("injected prefetch")]
        ) { try $0.map(parallelism: 2).shuffle(4).batch(2) },
        Case(
            testDescription: "nothing follows a prefetch, not even one without a buffer",
            stages: ["source source", "shuffle shuffle", "prefetch prefetch"], applied: []
        ) { try $0.shuffle(2).prefetch(0) },
        Case(
            testDescription: "nothing follows a prefetch to the device",
            stages: ["source source", "prefetchToDevice prefetchToDevice"], applied: []
        ) { try $0.prefetchToDevice() },
        Case(
            testDescription: "idle stages do not keep neighbours apart", autotune: .off,
            stages: ["source source", "map mapAndBatch", "shuffle shuffle"],
            applied: [
                .removed("skip"), .removed("cache"), .removed("shard"), .removed("repeat"),
                .fusedMapAndBatch(map: "map", batch: "batch"),
            ]
        ) {
            try $0.stage(Skip.self, ["count": .count(0)]).map(parallelism: 2).stage(Cache.self, ["store": .word("off")])
                .stage(Shard.self, ["count": .count(1), "index": .count(0)]).batch(2).shuffle(2).repeat(1)
        },
        Case(
            testDescription: "what does something stays",
            stages: ["source source", "skip skip", "shard shard", "cache cache"]
                + ["injected prefetch prefetch"], applied: [.addedPrefetch("injected prefetch")]
        ) { try $0.stage(Skip.self, ["count": .count(1)]).stage(Shard.self, [:]).cache() },
        Case(
            testDescription: "a parallel batch is not fused", stages: ["source source", "map map", "batch batch"],
            applied: []
        ) { try $0.map(parallelism: 2).stage(Batch.self, ["size": .count(2), "parallelism": .count(2)]) },
        Case(
            testDescription: "a repeat before its shuffle is not fused", autotune: .off,
            stages: ["source source", "repeat repeat", "shuffle shuffle"], applied: []
        ) { try $0.repeat(2).shuffle(2) },
        Case(
            testDescription: "each of several pairs is fused", autotune: .off,
            stages: ["source source", "map mapAndBatch", "map2 mapAndBatch"],
            applied: [
                .fusedMapAndBatch(map: "map", batch: "batch"), .fusedMapAndBatch(map: "map2", batch: "batch2"),
            ]
        ) { try $0.map().batch(2).map().batch(2) },
        Case(
            testDescription: "a batch whose cost has no mean stays by itself", autotune: .off,
            stages: ["source source", "map map", "batch batch"], applied: []
        ) { try $0.map(parallelism: 2).batch(2, cost: .pareto(shape: 1, minimum: 1)) },
    ]

    @Test(arguments: cases)
    func `rewrites as TensorFlow does`(_ example: Case) throws {
        let written = try example.build(.source(20)).pipeline()
        let options = ExecutionOptions.tensorflow(example.autotune)
        let rewritten = try written.rewritten(for: options)
        #expect(rewritten.stages.map { "\($0.name) \(type(of: $0.operator).name)" } == example.stages)
        #expect(written.appliedRewrites(for: options) == example.applied)
        #expect(rewritten.stepsPerEpoch == written.stepsPerEpoch)
        #expect(rewritten.samplesPerEpoch == written.samplesPerEpoch)
    }

    @Test func `without the option nothing is rewritten`() throws {
        let written = try TestScenario.source(8).map().batch(2).shuffle(3).repeat(2).pipeline()
        #expect(written.appliedRewrites(for: ExecutionOptions()).isEmpty)
        #expect(try written.rewritten(for: ExecutionOptions()).stages.map(\.name) == written.stages.map(\.name))
    }

    @Test func `a map that is made parallel is automatic and ordered, and otherwise what it was`() throws {
        let extra: [String: ParameterValue] = [
            "order": .word("unordered"), "use": .word("wait"), "outputBytes": .quantity(7),
        ]
        let rewritten = try TestScenario.source(2).map(.constant(3), extra).rewritten().pipeline()
        var expected = try Map(parameters: extra.merging(["cost": .distribution(.constant(3))]) { $1 })
        expected.parallelism = .automatic
        expected.order = .ordered
        #expect(rewritten.stages[1].operator as? Map == expected)
    }

    @Test func `times in phases are fused phase by phase`() throws {
        let cold = PhasedDistribution.Phase(.constant(1e-3), for: 10)
        let cost = Distribution.phased(try PhasedDistribution([cold], then: .constant(2e-3), by: .draws))
        let pipeline = try TestScenario.source(40).map(cost).batch(8, cost: .constant(8e-3)).rewritten().pipeline()
        let fused = try #require(pipeline.stages[1].operator.serviceTime?.secondsPerElement)
        try fused.validate()
        #expect(fused.phases?.distributions.map(\.mean) == [2e-3, 3e-3])
    }

    @Test func `a stateful map that is fused has one call at a time`() throws {
        let rewritten = try TestScenario.source(8).stateful().batch(4).rewritten().pipeline()
        let fused = try #require(rewritten.stages[1].operator as? MapAndBatch)
        #expect(fused.map.parallelism == .sequential && fused.automaticParallelismLimit(poolThreads: 8) == nil)
    }

    @Test func `the prefetch that is added is automatic`() throws {
        let rewritten = try TestScenario.source(2).rewritten().pipeline()
        let prefetch = try #require(rewritten.stages[1].operator as? Prefetch)
        #expect(prefetch == (try Prefetch(parameters: ["buffer": .word("auto")])))
    }

    @Test func `a stage that cannot stand where a rewrite puts it is an error`() throws {
        let written = try TestScenario.source(2).stage(LastStage()).pipeline()
        let error = #expect(throws: PipelineError.self) { try written.rewritten(for: .tensorflow()) }
        #expect(error?.stage == 1 && error?.reason == "must be last")
    }

    @Test(arguments: [
        (AppliedRewrite.removed("cache"), "no-op removed (cache)"),
        (.fusedShuffleAndRepeat(shuffle: "mix", repeat: "again"), "shuffle+repeat fused (mix, again)"),
        (.parallelised(map: "decode"), "map parallelised (decode)"),
        (.fusedMapAndBatch(map: "decode", batch: "batch"), "map+batch fused (decode, batch)"),
        (.addedPrefetch("injected prefetch"), "prefetch(auto) added at the end"),
    ])
    func `is described in a few words`(_ rewrite: AppliedRewrite, _ words: String) {
        #expect(rewrite.description == words)
    }
}

/// Must be last, and has no thread of its own.
private struct LastStage: Operator {
    static let name = "last"
    static let summary = "must be last"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    init() {}
    init(_ values: ParameterValues) throws(PipelineError) {}

    func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        downstream.isEmpty ? nil : "must be last"
    }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { Opaque().makeStage(context) }
}

extension TestScenario {
    fileprivate func stateful() throws -> TestScenario { try stage(Map.self, ["function": .word("stateful")]) }
}
