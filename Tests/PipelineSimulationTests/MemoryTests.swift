import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

struct MemoryTests {
    @Test(arguments: [1, 2, 8])
    func `peak of a prefetch: its buffer and the element in use`(_ buffer: Int) throws {
        let report = try complete(
            .source(50, latency: milliseconds(1), bytes: 1000).prefetch(buffer).train(milliseconds(20)))
        #expect(report.peakBufferedBytes == Double(buffer * 1000))
        #expect(report.peakBytes == Double((buffer + 1) * 1000))
        #expect(report.stages[1].maximumBytes == Int64(buffer * 1000))
        #expect(report.stages[1].maximumElements == Int64(buffer))
    }

    @Test func `peak of a cache and a shuffle`() throws {
        let cached = try complete(.source(50, bytes: 1000).cache().train(milliseconds(1), epochs: 2))
        #expect(cached.peakBufferedBytes == 50_000)
        #expect(cached.peakBytes == 51_000)
        let shuffled = try complete(.source(50, bytes: 1000).shuffle(10).train(milliseconds(1)))
        #expect(shuffled.peakBufferedBytes == 10_000)
    }

    @Test func `peaks of all accelerators add up`() throws {
        let report = try complete(
            .source(50, bytes: 1000).prefetch(3).train(milliseconds(1)).gpu(["count": .count(4)]))
        #expect(report.peakBufferedBytes == 12_000)
    }

    @Test func `running out of memory names the stage that holds most`() throws {
        let test = try TestScenario.source(50, latency: milliseconds(2), bytes: 1000).cache().prefetch(4)
            .train(milliseconds(1)).memory(bytes: 20_500)
        guard case .outOfMemory(let exhaustion) = try simulate(test.scenario(), replication: 0) else {
            Issue.record("it fits")
            return
        }
        // Loader-bound: at 2k ms k elements are cached, one is in use, and the next begins to be read.
        #expect(exhaustion.stage == "cache")
        #expect(exhaustion.capacityBytes == 20_500)
        #expect(exhaustion.neededBytes == 21_000)
        #expect(exhaustion.stageBytes == 19_000 || exhaustion.stageBytes == 20_000)
        #expect(exhaustion.seconds == 0.038 || exhaustion.seconds == 0.04)
    }

    @Test func `exactly enough memory is enough`() throws {
        let test = try TestScenario.source(50, latency: milliseconds(1), bytes: 1000).prefetch(2).train(
            milliseconds(20))
        _ = try complete(test.memory(bytes: 3000))
        guard case .outOfMemory(let exhaustion) = try simulate(test.memory(bytes: 2999).scenario(), replication: 0)
        else {
            Issue.record("it fits")
            return
        }
        #expect(exhaustion.neededBytes == 3000)
        #expect(exhaustion.seconds == 0.002)
    }

    @Test func `each accelerator's pipeline has its share`() throws {
        let test = try TestScenario.source(50, bytes: 1000).prefetch(2).train(milliseconds(20)).gpu(["count": .count(2)]
        )
        #expect(try complete(test.memory(bytes: 6000)).peakBytes == 6000)
        guard case .outOfMemory(let exhaustion) = try simulate(test.memory(bytes: 5999).scenario(), replication: 0)
        else {
            Issue.record("it fits")
            return
        }
        #expect(exhaustion.capacityBytes == 2999)
        #expect(exhaustion.neededBytes == 3000)
    }
}
