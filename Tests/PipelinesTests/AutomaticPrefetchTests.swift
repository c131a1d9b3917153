import Foundation
import Pipelines
import Testing

/// Where an automatic prefetch ends up, against tensorflow-cpu 2.21.0.
struct AutomaticPrefetchTests {
    /// Durations in µs of each load and of a step, and the limit that `prefetch(AUTOTUNE)` reached with them.
    struct Measured: Decodable, CustomTestStringConvertible, Sendable {
        var name: String
        var elements: Int
        var load: [Int64]
        var step: Int64
        var limit: Int
        var testDescription: String { name }

        static let all: [Measured] = {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Fixtures/prefetchlimits.json")
            return (try? JSONDecoder().decode([Measured].self, from: Data(contentsOf: file))) ?? []
        }()
    }

    /// Costs of that machine, measured in isolation (µs): of an element in the background thread, of a `next()` after a
    /// step.
    private static let loadOverhead: Int64 = 210
    private static func nextOverhead(after step: Int64) -> Int64 { step < 8000 ? 450 : 600 }

    @Test(arguments: Measured.all)
    func `ends where TensorFlow's ends`(_ measured: Measured) throws {
        let test = try TestScenario.source(measured.elements).automaticPrefetch()
        let loads = measured.load.map { ($0 + Self.loadOverhead) * 1000 }
        let step = (measured.step + Self.nextOverhead(after: measured.step)) * 1000
        let backend = try TimedBackend(test, duration: durations(["source": loads, "step": [step]], in: test))
        backend.finish()
        #expect(backend.backend.tunedValue(of: "prefetch") == measured.limit)
    }

    @Test func `the measured cases are there`() { #expect(Measured.all.map(\.limit) == [32, 4, 1, 16]) }

    @Test func `gives a burst the room that it needs, and keeps it`() throws {
        // Three quick loads, then one as long as three steps.
        let test = try TestScenario.source(200).automaticPrefetch()
        let backend = try TimedBackend(
            test, duration: durations(["source": [2, 2, 2, 30], "step": [10]], in: test))
        backend.finish()
        #expect(backend.backend.tunedValue(of: "prefetch") == 4)
        #expect(backend.backend.occupancy(of: "prefetch").maximumElements == 4)
        let waits = zip(backend.deliveries.dropFirst(), backend.stepEnds).filter { $0 > $1 }
        #expect(waits.last.map { $0.0 < 400 } == true, "it waits for the last time at \(waits.last?.0 ?? 0)")
    }

    @Test func `begins each epoch with one`() throws {
        let backend = try StepwiseBackend(.source(40).automaticPrefetch().train(epochs: 2, steps: 3))
        backend.take(1)
        // The first step ends, and the next one before a load does: the buffer was full, and is empty.
        for _ in 0..<2 { #expect(backend.completeFirst { $0.place == .accelerator }) }
        #expect(backend.tunedValue(of: "prefetch") == 2)
        backend.settle { $0.stage == 0 }
        #expect(backend.completeFirst { $0.place == .accelerator })
        #expect(backend.epoch == 1)
        #expect(backend.tunedValue(of: "prefetch") == 1)
    }

    @Test func `never holds more than its budget of bytes`() throws {
        for (budget, limit) in [(nil, 4), (300.0, 2), (199.0, 1)] as [(Double?, Int)] {
            var options = ExecutionOptions()
            options.ramBudgetBytes = budget
            let test = try TestScenario.source(200, bytes: 100).automaticPrefetch()
            let backend = try TimedBackend(
                test, options: options, duration: durations(["source": [2, 2, 2, 30], "step": [10]], in: test))
            backend.finish()
            #expect(backend.backend.tunedValue(of: "prefetch") == limit)
            #expect(backend.backend.occupancy(of: "prefetch").maximumBytes == Int64(limit) * 100)
        }
    }

    @Test func `does not listen to other tuners`() throws {
        let backend = try StepwiseBackend(.source(50).automaticPrefetch())
        backend.take(1)
        backend.changeParameter(of: "prefetch", to: 30)
        backend.take(1)
        #expect(backend.begun[0] == 2)
    }
}
