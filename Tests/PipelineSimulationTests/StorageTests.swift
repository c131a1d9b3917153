import PipelineRuns
import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

/// What limits storage, worked out by hand.
struct StorageTests {
    private static func report(
        _ disk: Disk, _ source: Source, readCache: ReadCache = ReadCache(), step: Distribution = 0, epochs: Int = 1,
        accelerators: Int = 1, stages: [any PipelinePart] = []
    ) throws -> RunReport {
        let scenario = try Scenario(
            platform: Platform(
                disk: disk, readCache: readCache, cpu: CPU(cores: 64), gpu: GPU(count: accelerators)),
            pipeline: [source] + stages, training: TrainingLoop(step: step, epochs: epochs))
        switch try simulate(scenario, replication: 0) {
        case .completed(let report): return report
        case .outOfMemory: throw UnexpectedOutOfMemory()
        }
    }

    // MARK: - Object stores

    /// Samples of 1 MB: a request alone has 10 MB/s; ten and more share 100 MB/s.
    @Test(arguments: [(1, 100), (4, 100), (10, 100), (20, 200)] as [(Int, Double)])
    func `a request has so much bandwidth, all together no more than there is`(
        _ accelerators: Int, _ milliseconds: Double
    ) throws {
        let disk = try Disk(bandwidth: 100e6, queueDepth: 64, bandwidthPerRequest: 10e6)
        let report = try Self.report(disk, Source(elements: 1, size: 1e6), accelerators: accelerators)
        #expect((report.simulatedSeconds * 1e3 - milliseconds).magnitude < 1e-5)
    }

    @Test func `without a limit in all each request has its own`() throws {
        let disk = try Disk(queueDepth: 64, bandwidthPerRequest: 10e6)
        let report = try Self.report(disk, Source(elements: 1, size: 1e6), accelerators: 32)
        #expect((report.simulatedSeconds - 0.1).magnitude < 1e-8)
    }

    /// The first of 1,000 requests is accepted at once, the last 999/200 s later, and takes its latency.
    @Test func `storage accepts so many requests per second`() throws {
        let disk = try Disk(latency: 1e-3, queueDepth: 64, requestsPerSecond: 200)
        let source = try Source(elements: 100, access: .random)
        let report = try Self.report(disk, source, accelerators: 10)
        #expect((report.simulatedSeconds - (999.0 / 200 + 1e-3)).magnitude < 1e-8)
        #expect(report.wholeRun.diskUtilisation > 0.99)
    }

    /// Ten files of five samples: their openings are paced, reading on in them is not.
    @Test func `storage opens so many files per second`() throws {
        let disk = try Disk(latency: 1e-3, queueDepth: 64, opensPerSecond: 10)
        let report = try Self.report(disk, Source(files: 10, samplesPerFile: 5))
        #expect((report.simulatedSeconds - (9.0 / 10 + 1e-3)).magnitude < 1e-8)
    }

    /// Ten accelerators read 1,000 samples in random order, each of which opens its file.
    @Test(arguments: [(200, nil), (nil, 200), (200, 400)] as [(Int?, Int?)])
    func `requests and openings are told apart`(_ requests: Int?, _ openings: Int?) throws {
        let disk = try Disk(latency: 1e-3, queueDepth: 64, requestsPerSecond: requests, opensPerSecond: openings)
        let source = try Source(elements: 100, access: .random)
        let run = try Self.report(disk, source, accelerators: 10).wholeRun
        let seconds = 999.0 / 200 + 1e-3
        func share(_ perSecond: Int) -> Double { 1000 / Double(perSecond) / seconds }
        let expected = (requests.map(share), openings.map(share))
        for (share, expected) in [(run.requestUtilisation, expected.0), (run.openingUtilisation, expected.1)] {
            #expect((share == nil) == (expected == nil))
            #expect(abs((share ?? 0) - (expected ?? 0)) < 2e-3)
        }
    }

    @Test func `slow requests are not paced`() throws {
        let disk = try Disk(latency: 20e-3, requestsPerSecond: 100)
        let report = try Self.report(disk, Source(elements: 50))
        #expect((report.simulatedSeconds - 1).magnitude < 1e-8)
    }

    /// A request takes L + (L + pause)·p ÷ (1 − p) in the mean: the number of tries that fail is geometric.
    @Test func `a share of requests fails and is sent again`() throws {
        let disk = try Disk(latency: 1e-3, failures: 0.2, retryAfter: 4e-3)
        let elements = 40_000
        let report = try Self.report(disk, Source(elements: elements))
        let mean = 1e-3 + 5e-3 * 0.25
        // Variance of the number of failures: p ÷ (1 − p)².
        let error = 5e-3 * (0.2 / 0.64 / Double(elements)).squareRoot()
        #expect((report.simulatedSeconds / Double(elements) - mean).magnitude < 4 * error)
        #expect((disk.meanRequestSeconds - mean).magnitude < 1e-12)
    }

    // MARK: - Row groups

    /// Two files of ten samples of 1 MB at 100 MB/s: three requests of 2 ms for each file.
    @Test func `each row group takes a request`() throws {
        let disk = try Disk(latency: 2e-3, bandwidth: 100e6)
        let report = try Self.report(disk, Source(files: 2, samplesPerFile: 10, rowGroup: 4, size: 1e6))
        #expect((report.simulatedSeconds - (6 * 2e-3 + 20 * 10e-3)).magnitude < 1e-6)
        // The first brings four samples.
        #expect((report.firstBatchSeconds - 42e-3).magnitude < 1e-8)
    }

    @Test func `an interleave and a loader read row groups too`() throws {
        let disk = try Disk(latency: 2e-3)
        let source = try Source(files: 2, samplesPerFile: 10, rowGroup: 4, access: .random)
        let interleave = try Self.report(disk, source, stages: [Interleave(cycle: 1)])
        #expect((interleave.simulatedSeconds - 12e-3).magnitude < 1e-8)
        let loader = try Self.report(
            disk, Source(files: 2, samplesPerFile: 10, rowGroup: 4), stages: [DataLoader(batchSize: 5)])
        #expect((loader.simulatedSeconds - 12e-3).magnitude < 1e-8)
    }

    /// Two accelerators take every second sample, so that each needs every row group of two.
    @Test func `readers that share a row group ask for it each`() throws {
        let report = try Self.report(
            Disk(latency: 10e-3), Source(files: 2, samplesPerFile: 20, rowGroup: 2), accelerators: 2,
            stages: [Shard(), DataLoader(batchSize: 10)])
        #expect((report.simulatedSeconds - 0.2).magnitude < 1e-8)
        // Two workers with batches of five: those that begin inside a group of four ask for the rest of it.
        let workers = try Self.report(
            Disk(latency: 10e-3), Source(files: 1, samplesPerFile: 20, rowGroup: 4),
            stages: [DataLoader(workers: 2, batchSize: 5)])
        // 0–3, 4 | 5–7, 8–9 | 10–11, 12–14 | 15, 16–19: two requests for each batch, two batches a worker.
        #expect((workers.simulatedSeconds - 0.04).magnitude < 1e-8)
    }

    /// 40 samples of 1 MB in row groups of five at 100 MB/s: however many accelerators, each group is read once.
    @Test(arguments: [1, 2, 4])
    func `accelerators that take whole row groups in turns read nothing twice`(accelerators: Int) throws {
        let report = try Self.report(
            Disk(bandwidth: 100e6), Source(files: 2, samplesPerFile: 20, rowGroup: 5, size: 1e6),
            accelerators: accelerators, stages: [try Shard(block: 5), DataLoader(batchSize: 10)])
        #expect((report.simulatedSeconds - 0.4).magnitude < 1e-6)
    }

    // MARK: - Along the run

    /// 30 samples of 1 MB: 100 MB/s for 105 ms, then 50 MB/s.
    ///
    /// Ten are read by 100 ms, half of the eleventh by 105 ms.
    @Test func `bandwidth changes at its time`() throws {
        let phases = try PhasedDistribution([.init(.constant(100e6), for: 0.105)], then: .constant(50e6), by: .seconds)
        let report = try Self.report(Disk(bandwidthOverTime: phases), Source(elements: 30, size: 1e6))
        #expect((report.simulatedSeconds - (0.105 + 19.5 * 20e-3)).magnitude < 1e-8)
        #expect(report.wholeRun.diskUtilisation > 0.999)
    }

    @Test func `latency changes with its number, and with time`() throws {
        let byNumber = try PhasedDistribution([.init(.constant(5e-3), for: 10)], then: .constant(1e-3), by: .draws)
        let cold = try Self.report(Disk(latency: .phased(byNumber)), Source(elements: 30))
        #expect((cold.simulatedSeconds - 70e-3).magnitude < 1e-8)
        let byTime = try PhasedDistribution([.init(.constant(5e-3), for: 0.012)], then: .constant(1e-3), by: .seconds)
        // Requests at 0, 5 and 10 ms are slow.
        let warming = try Self.report(Disk(latency: .phased(byTime)), Source(elements: 30))
        #expect((warming.simulatedSeconds - (15e-3 + 27e-3)).magnitude < 1e-8)
    }

    @Test func `steps change along the run`() throws {
        let steps = try PhasedDistribution([.init(.constant(10e-3), for: 0.1)], then: .constant(2e-3), by: .seconds)
        let report = try Self.report(Disk(), Source(elements: 100), step: .phased(steps))
        #expect((report.simulatedSeconds - (0.1 + 90 * 2e-3)).magnitude < 1e-8)
    }

    // MARK: - Read cache

    /// Of 100 samples of 1 MB 40 stay: later epochs read 60 of them in 10 ms each, the others in 1 ms.
    @Test func `what is kept is not read again`() throws {
        let cache = try ReadCache(capacity: 40_000_000, policy: .minio, bandwidth: 1e9)
        let report = try Self.report(
            Disk(bandwidth: 100e6), Source(elements: 100, size: 1e6, access: .random), readCache: cache, epochs: 4)
        #expect((report.firstEpochSeconds - 1).magnitude < 1e-6)
        #expect((try #require(report.laterEpochSeconds) - 0.64).magnitude < 1e-6)
        #expect((try #require(report.steady.readCacheHits) - 0.4).magnitude < 1e-9)
        #expect((try #require(report.wholeRun.readCacheHits) - 0.3).magnitude < 1e-9)
        #expect(report.peakBufferedBytes >= 40e6)
    }

    /// A disk of the host before a remote one: what is read for the first time is written there, 2 ms each.
    @Test func `a local disk is written before a sample is passed on`() throws {
        let cache = try ReadCache(capacity: 1 << 40, policy: .minio, in: .disk, latency: 1e-3, bandwidth: 1e9)
        let report = try Self.report(
            Disk(bandwidth: 100e6), Source(elements: 100, size: 1e6), readCache: cache, epochs: 3)
        #expect((report.firstEpochSeconds - 1.2).magnitude < 1e-6)
        #expect((try #require(report.laterEpochSeconds) - 0.2).magnitude < 1e-6)
        #expect(report.peakBufferedBytes < 10e6)
    }

    /// Files of four samples, of which the first two stay: the third takes a request of its own then.
    @Test func `reading on behind what was found takes a request`() throws {
        let cache = try ReadCache(capacity: 2000, policy: .minio)
        let report = try Self.report(
            Disk(latency: 5e-3), Source(files: 1, samplesPerFile: 4, size: 1000), readCache: cache, epochs: 3)
        #expect((report.simulatedSeconds - 15e-3).magnitude < 1e-8)
    }

    /// However samples lie in files, what is found saves time: a miss behind a hit takes no further request.
    @Test(
        arguments: [
            (.sequential, 1, nil), (.sequential, 50, nil), (.sequential, 50, 10), (.random, 50, nil),
        ] as [(Source.Access, Int, Int?)])
    func `a measured share of misses is faster than no cache`(
        _ access: Source.Access, _ samplesPerFile: Int, _ rowGroup: Int?
    ) throws {
        let disk = try Disk(latency: 10e-3, bandwidth: 100e6)
        let source = try Source(
            files: 2000 / samplesPerFile, samplesPerFile: samplesPerFile, rowGroup: rowGroup, size: 1e5,
            access: access)
        func seconds(_ cache: ReadCache) throws -> Double {
            let report = try Self.report(disk, source, readCache: cache, epochs: 3)
            return try #require(report.laterEpochSeconds)
        }
        let without = try seconds(ReadCache())
        for missRate in [0.9, 0.5, 0.1] {
            let share = try seconds(ReadCache(missRate: missRate)) / without
            #expect(share < 1 && (share - missRate).magnitude < 0.25, "\(missRate): \(share)")
        }
    }

    @Test func `accelerators find what others have read`() throws {
        let cache = try ReadCache(capacity: 1 << 40)
        let report = try Self.report(
            Disk(latency: 1e-3), Source(elements: 50), readCache: cache, step: 5e-3, accelerators: 2,
            stages: [Prefetch(1)])
        // Both ask for a sample at the same time, before it is there; the run is as long as the steps.
        #expect(report.simulatedSeconds < 0.26)
    }

    /// Memory that a cache of the pipeline's own holds runs out; the page cache gives way.
    @Test(arguments: [(ReadCache.Policy.minio, true), (.lru, true), (.pageCache, false)])
    func `kept samples take memory, pages do not`(_ policy: ReadCache.Policy, _ runsOut: Bool) throws {
        let scenario = try Scenario(
            platform: Platform(
                readCache: ReadCache(capacity: 1_000_000, policy: policy), memory: Memory(capacity: 500_000)),
            pipeline: [Source(elements: 1000, size: 1000)], training: TrainingLoop(step: 1e-3))
        if case .outOfMemory = try simulate(scenario, replication: 0) {
            #expect(runsOut)
        } else {
            #expect(!runsOut)
        }
    }
}
