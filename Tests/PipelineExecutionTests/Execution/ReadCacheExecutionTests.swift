import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution
@testable import PipelineSimulation

/// What is kept of what was read is the same in memory, in a file and in virtual time, and is read from there.
struct ReadCacheExecutionTests {
    private static let pipeline = """
        pipeline: [source: {elements: 50, size: 4000 B, access: random}, batch: 5]
        train: {step: 0.1 ms, epochs: 4}
        """

    private static func execution(_ scenario: Scenario) throws -> Execution {
        let directory = try TemporaryDirectory(isInMemory: false)
        var settings = try ExecutionSettings.recording(scenario, below: directory.path)
        settings.recordsWork = true
        let execution = try execute(scenario, settings)
        #expect(execution.error == nil)
        return execution
    }

    @Test(arguments: ["minio", "lru", "pageCache"], ["memory", "disk"])
    func `the executor finds what the simulator finds`(_ policy: String, _ place: String) throws {
        let cache = "readCache: {capacity: 80 kB, policy: \(policy), place: \(place)}"
        let scenario = try Scenario.text("platform: {\(cache)}\n" + Self.pipeline)
        let executed = try Self.execution(scenario)
        guard case .completed(let simulated) = try simulate(scenario, replication: 0) else {
            Issue.record("out of memory")
            return
        }
        let hits = try #require(executed.report?.wholeRun.readCacheHits)
        #expect(hits == simulated.wholeRun.readCacheHits)
        #expect(hits > 0)
        let reads = executed.work.count { $0.work.place.isRead || $0.work.place == .cacheWrite }
        let found = executed.work.count { $0.work.place == .cacheRead }
        #expect(found == Int((hits * 200).rounded()))
        #expect(reads == 200 - found)
    }

    /// A request for each group of four, also for the short one at a file's end.
    @Test func `a row group is read with one request`() throws {
        let scenario = try Scenario.text(
            """
            pipeline: [source: {files: 3, samplesPerFile: 10, size: 3000 B, rowGroup: 4}, batch: 5]
            train: {step: 0.1 ms}
            """)
        let work = try Self.execution(scenario).work.filter { $0.work.place.isRead }
        #expect(work.count { $0.work.place == .disk } == 3)
        #expect(work.count { $0.work.place == .diskRequest } == 6)
        #expect(work.count { $0.work.place == .diskStream } == 21)
    }

    /// What is written to a file for the cache takes no room when it has gone.
    @Test func `a store gives room back`() throws {
        let directory = try TemporaryDirectory(isInMemory: false)
        let store = try SampleStore(in: directory.path, mode: .direct)
        let bytes = [UInt8](repeating: 7, count: 5000)
        var pieces = try (0..<10).map { _ in try bytes.withUnsafeBytes { try store.write($0) } }
        pieces.removeFirst(5)
        for piece in pieces {
            var read = [UInt8](repeating: 0, count: piece.byteCount)
            try read.withUnsafeMutableBytes { try piece.read(into: $0) }
            #expect(read == bytes)
        }
    }
}
