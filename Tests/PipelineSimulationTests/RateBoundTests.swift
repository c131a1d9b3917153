import Foundation
import Measurements
import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

struct RateBoundTests {
    @Test func `operators between two asynchronous ones add up`() throws {
        let test = try TestScenario.source(100, latency: milliseconds(0.5)).map(milliseconds(0.3))
            .batch(2, cost: milliseconds(0.4)).prefetch(1).train(milliseconds(0.1))
        let bound = try RateBound(test.scenario(), over: 100)
        #expect(bound.resource == "the background thread of `prefetch`")
        #expect(bound.samplesPerSecond.isClose(to: 1000, within: 1e-9))
    }

    /// The scarce resource, how many it serves at a time (samples of a batch count), and for how many milliseconds
    /// each.
    @Test(
        arguments: [
            ("the background thread of `map`", 1, 8), ("the disk's bandwidth", 1, 5), ("the cores", 2, 4),
            ("the worker pool", 1, 3), ("the accelerators", 4, 9), ("the workers of `map`", 2, 6),
            ("the training loop's thread", 4, 9),
        ] as [(String, Int, Int)])
    func `the scarcest resource decides`(_ resource: String, _ servers: Int, _ milliseconds: Int) throws {
        func slow(_ name: String, _ seconds: Double) -> Distribution { .constant(resource == name ? seconds : 1e-6) }
        let own: TestScenario.Values = [
            "cost": .distribution(slow("the workers of `map`", 0.006)), "parallelism": .count(2), "pool": .word("own"),
            "use": .word("wait"),
        ]
        let computing: TestScenario.Values = [
            "cost": .distribution(slow("the cores", 0.004)), "parallelism": .count(9), "pool": .word("own"),
        ]
        let training: TestScenario.Values = [
            "runAhead": .count(1), "hostOverhead": .distribution(slow("the training loop's thread", 0.009)),
        ]
        let bandwidth = resource == "the disk's bandwidth" ? 1e6 : 1e15
        let reading = try TestScenario.source(
            100, latency: slow("the background thread of `map`", 0.008), bytes: 5000
        )
        .disk(["queueDepth": .count(2), "bandwidth": .quantity(bandwidth)])
        .cpu(["cores": .count(2), "workers": .count(1)])
        let mapped = try reading.map(slow("the worker pool", 0.003), parallelism: 9, ["use": .word("wait")])
            .stage(Map.self, own, name: resource == "the workers of `map`" ? "map2" : "own")
            .stage(Map.self, computing, name: "computing")
        let test = try mapped.batch(4).prefetch(2).train(slow("the accelerators", 0.009), epochs: 1, training)
        let bound = try RateBound(test.scenario(), over: 100)
        #expect(bound.resource.replacing("map2", with: "map") == resource)
        #expect(
            bound.samplesPerSecond.isClose(to: 1000 * Double(servers) / Double(milliseconds), within: 0.02), "\(bound)")
    }

    @Test func `places of the disk limit those who read side by side`() throws {
        let test = try TestScenario.source(100, latency: milliseconds(8)).dataLoader(workers: 8)
            .disk(["queueDepth": .count(2)])
        let bound = try RateBound(test.train(milliseconds(1)).scenario(), over: 100)
        #expect(bound.resource == "the disk's places")
        #expect(bound.samplesPerSecond.isClose(to: 250, within: 1e-9))
    }

    @Test func `what a complete cache spares is not asked of anybody`() throws {
        let cached = try TestScenario.source(100, latency: milliseconds(5)).cache().train(milliseconds(1))
        #expect(try RateBound(cached.scenario(), over: 100).samplesPerSecond.isClose(to: 1000 / 6, within: 1e-9))
        #expect(try RateBound(cached.train(milliseconds(1), epochs: 2).scenario(), over: 100).samplesPerSecond == 1000)
    }

    @Test func `chance is allowed for, less of it the longer the run`() throws {
        let test = try TestScenario.source(100).train(.exponential(mean: 1e-3))
        let bounds = try [100.0, 1600, 1e12].map { try RateBound(test.scenario(), over: $0).samplesPerSecond }
        #expect(bounds[0].isClose(to: 1000 / (1 - 0.4), within: 1e-9))
        #expect(bounds[1].isClose(to: 1000 / (1 - 0.1), within: 1e-9))
        #expect(bounds[2].isClose(to: 1000, within: 1e-4))
    }

    /// The cores of a step are all busy for the same draw: its variance counts with the square of their number.
    @Test func `a step on several cores is one draw`() throws {
        let training: TestScenario.Values = ["device": .word("cpu"), "threads": .count(4)]
        let test = try TestScenario.source(100).cpu(["cores": .count(4)])
            .train(.exponential(mean: 1e-3), epochs: 1, training)
        #expect(try RateBound(test.scenario(), over: 1600).samplesPerSecond.isClose(to: 1000 / (1 - 0.1), within: 1e-9))
    }

    @Test func `whole epochs after the first keep within the bound`() throws {
        try check { $0.window == .laterEpochs }
    }

    @Test func `steady rates, and those of whole runs, keep within the bound`() throws {
        try check { $0.window != .laterEpochs }
    }

    private func check(_ isMeant: (RunReport) -> Bool) throws {
        var compared = 0
        for seed in 1...UInt64(300) {
            guard let written = try LoadedPipeline(seed: seed).scenario(seed: seed) else { continue }
            let reports = (UInt32(0)..<3).compactMap { replication -> RunReport? in
                guard case .completed(let report)? = try? simulate(written, replication: replication) else {
                    return nil
                }
                return report
            }
            guard reports.count == 3, reports.allSatisfy(isMeant) else { continue }
            compared += 1
            let samples = reports.reduce(0.0) { $0 + Double($1.windowSteps) * Double($1.samples) / Double($1.steps) }
            let bound = RateBound(try written.rewritten(), over: samples)
            let lower = try #require(Metric.samplesPerSecond.interval(of: reports, confidence: 0.95)?.lower)
            #expect(
                lower <= bound.samplesPerSecond * (1 + 1e-9),
                "seed \(seed), \(reports[0].window.rawValue): \(lower) of \(bound)")
        }
        #expect(compared > 30)
    }
}
