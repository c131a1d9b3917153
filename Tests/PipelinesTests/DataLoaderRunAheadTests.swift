import Foundation
import Pipelines
import Testing
import Variates

/// How far a `dataLoader` runs ahead of its consumer, against what was counted on torch 2.15.0.
struct DataLoaderRunAheadTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        var workers: Int
        var prefetch_factor: Int?
        var batch_size: Int
        var in_order: Bool
        var straggler_s: Double?
        var kind: String
        var after_1: Int
        var after_2: Int
        var first_index: Int

        var testDescription: String {
            "\(workers) workers, factor \(prefetch_factor ?? 0), batches of \(batch_size), \(kind)"
        }

        func backend() throws -> StepwiseBackend {
            let datasets = ["map": "indexed", "iterable_sharded": "sharded", "iterable_dup": "iterable"]
            let values: TestScenario.Values = [
                "prefetchFactor": .count(prefetch_factor ?? 2), "batchSize": .count(batch_size),
                "order": .word(in_order ? "ordered" : "unordered"), "dataset": .word(datasets[kind] ?? ""),
                "use": .word("wait"), "cost": .distribution(milliseconds(1)),
            ]
            return try StepwiseBackend(.source(1000).dataLoader(workers: workers, values))
        }
    }

    static let rows: [Row] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/dataloader-runahead.json")
        return (try? JSONDecoder().decode([Row].self, from: Data(contentsOf: file))) ?? []
    }()

    /// Completes work until the loop has received so many batches, and then all but its steps, and of the loader what
    /// `holding` names; counts the samples that were begun.
    private func samplesBegun(
        _ backend: StepwiseBackend, taking count: Int, seen: inout Set<Int>, holding: (Work) -> Bool = { _ in false }
    ) -> Int {
        func note() {
            for entry in backend.pending where entry.work.place == .ownThreadWait { seen.insert(entry.number) }
        }
        note()
        while backend.received[0].count < count, backend.completeFirst(where: { !holding($0) }) { note() }
        while backend.completeFirst(where: { Int($0.stage) != backend.trainingStage && !holding($0) }) { note() }
        return seen.count
    }

    @Test func `the table is there`() { #expect(Self.rows.count == 25) }

    @Test(arguments: rows.filter { $0.straggler_s == nil })
    func `asks for as many samples as measured`(_ row: Row) throws {
        let backend = try row.backend()
        var seen: Set<Int> = []
        #expect(samplesBegun(backend, taking: 1, seen: &seen) == row.after_1)
        #expect(samplesBegun(backend, taking: 2, seen: &seen) == row.after_2)
    }

    /// While the first sample is being made, those behind it in the same worker are not begun.
    @Test(arguments: rows.filter { $0.straggler_s != nil && !$0.in_order })
    func `leaves what is behind a straggler`(_ row: Row) throws {
        let backend = try row.backend()
        var seen: Set<Int> = []
        let begun = samplesBegun(backend, taking: 1, seen: &seen) {
            $0.place == .ownThreadWait && $0.element.sample == 0
        }
        #expect(begun == row.after_1)
        #expect(backend.received[0].first?.sample == Int64(row.first_index))
    }
}
