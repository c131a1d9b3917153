import Foundation
import Pipelines
import Testing

/// How far each pipeline runs ahead of its consumer, against what was counted on tensorflow-cpu 2.21.0.
struct RunAheadTests {
    /// A row of the table: its key in the fixture, the pipeline, and which stage stands for which count.
    struct Row: CustomTestStringConvertible, Sendable {
        var key: String
        var counted: [String: String]
        var build: @Sendable (TestScenario) throws -> TestScenario

        init(
            _ key: String, _ counted: [String: String],
            _ build: @escaping @Sendable (TestScenario) throws -> TestScenario
        ) {
            self.key = key
            self.counted = counted
            self.build = build
        }

        var testDescription: String { key }
    }

    static let rows = [
        Row("map (seq)", ["map": "map"]) { try $0.map() },
        Row("prefetch(0)", ["map": "map"]) { try $0.map().prefetch(0) },
        Row("prefetch(1)", ["map": "map"]) { try $0.map().prefetch(1) },
        Row("prefetch(4)", ["map": "map"]) { try $0.map().prefetch(4) },
        Row("prefetch(2)+prefetch(3)", ["map": "map"]) { try $0.map().prefetch(2).prefetch(3) },
        Row("pmap(1)", ["map": "map"]) { try $0.map(parallelism: 1) },
        Row("pmap(4)", ["map": "map"]) { try $0.map(parallelism: 4) },
        Row("pmap(4) nondet", ["map": "map"]) { try $0.unordered(parallelism: 4) },
        Row("pmap(4)+prefetch(3)", ["map": "map"]) { try $0.map(parallelism: 4).prefetch(3) },
        Row("read+pmap(4)", ["read": "source", "map": "map"]) { try $0.map(parallelism: 4) },
        Row("read+prefetch(2)+pmap(4)", ["read": "source", "map": "map"]) { try $0.prefetch(2).map(parallelism: 4) },
        Row("pmap(4)+pmap(2)", ["read": "map", "map": "map2"]) { try $0.map(parallelism: 4).map(parallelism: 2) },
        Row("pmap(4)+batch(8)", ["map": "map"]) { try $0.map(parallelism: 4).batch(8) },
        Row("map+batch(8)+prefetch(2)", ["map": "map"]) { try $0.map().batch(8).prefetch(2) },
        Row("shuffle(10)+prefetch(2)", ["map": "map"]) { try $0.map().shuffle(10).prefetch(2) },
        Row("interleave seq c4", ["read": "interleave"]) { _ in try .files(50, of: 20).interleave(cycle: 4) },
        Row("pinterleave(c4,p4,b1)", ["read": "interleave"]) { _ in
            try .files(50, of: 20).interleave(cycle: 4, parallelism: 4)
        },
        Row("pinterleave(c4,p2,b1)", ["read": "interleave"]) { _ in
            try .files(50, of: 20).interleave(cycle: 4, parallelism: 2)
        },
        Row("pinterleave(c2,p2,b4)", ["read": "interleave"]) { _ in
            try .files(50, of: 20).interleave(cycle: 2, block: 4, parallelism: 2)
        },
        Row("default opts: prefetch(AUTOTUNE)", ["map": "map"]) { try $0.map().automaticPrefetch() },
        Row("fused map_and_batch: pmap(4)+batch(2), default rewrites", ["map": "map"]) {
            try $0.map(parallelism: 4).batch(2).rewritten()
        },
        Row("fused: pmap(2)+batch(8)", ["map": "map"]) { try $0.map(parallelism: 2).batch(8).rewritten() },
        // The counted function had a state, so that TensorFlow did not make its map parallel.
        Row("default opts: seq map (inject_prefetch)", ["map": "map"]) {
            try $0.stage(Map.self, ["function": .word("stateful")]).rewritten()
        },
    ]

    @Test(arguments: rows)
    func `runs ahead as measured`(_ row: Row) throws {
        let measured = try #require(try Self.measured()[row.key])
        let backend = try StepwiseBackend(row.build(.source(1000)))
        for (taken, key) in [(1, "after_1"), (2, "after_2")] {
            backend.take(taken)
            let counts = try #require(measured[key])
            #expect(counts.count == row.counted.count)
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                let stage = try #require(row.counted[name])
                #expect(backend.begun[backend.index(of: stage)] == count, "\(stage) after taking \(taken)")
            }
        }
    }

    @Test func `no pipeline of the table is left out`() throws {
        #expect(try Self.measured().keys.sorted() == Self.rows.map(\.key).sorted())
    }

    @Test func `nothing runs before the first demand`() throws {
        let backend = try StepwiseBackend(.source(100).map(parallelism: 4).prefetch(3))
        backend.settle { $0.place != .iteratorCreation }
        #expect(backend.begun.dropLast().allSatisfy { $0 == 0 })
    }

    /// Counts by pipeline, moment and stage.
    private static func measured() throws -> [String: [String: [String: Int]]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/runahead.json")
        return try JSONDecoder().decode([String: [String: [String: Int]]].self, from: Data(contentsOf: file))
    }
}
