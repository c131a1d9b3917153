import Foundation
import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution

/// What goes wrong in the middle of a run ends it with an account of what and where, and leaves nothing behind.
struct FaultTests {
    enum Damage: Sendable, CaseIterable { case deleted, truncated, lengthened, aDirectory }

    private static let pipelines = [
        "[{source: {elements: 40, size: 900 B}}, {batch: 1}]",
        "[{source: {elements: 40, size: 900 B}}, {map: {parallelism: 4, cost: {exponential: 300 us}, use: wait}}, "
            + "{prefetch: 3}]",
        "[{source: {elements: 40, size: 900 B}}, {cache: file}, {map: {parallelism: 3, cost: 100 us, pool: own}}, "
            + "{prefetchToDevice: 2}]",
        "[{source: {files: 10, samplesPerFile: 4, size: 900 B}}, {interleave: {cycle: 1, parallelism: 2}}, {prefetch: 2}]",
    ]

    /// - Parameter pipeline: delivers samples in the order of their numbers.
    @Test(arguments: pipelines, Damage.allCases)
    func `a damaged file is named, after what came before it`(pipeline: String, damage: Damage) throws {
        for training in ["{step: 50 us, epochs: 2}", "{step: 300 us, runAhead: 3}", "{step: 50 us, device: cpu}"] {
            let scenario = try Scenario.text("pipeline: \(pipeline)\ntrain: \(training)")
            let directory = try TemporaryDirectory(isInMemory: true)
            let settings = try ExecutionSettings.recording(scenario, below: directory.path)
            let isInterleaved = pipeline.contains("interleave")
            let path = directory(isInterleaved ? "data/000/000005.bin" : "data/000/000020.bin")
            try Self.damage(path, damage)
            let execution = try execute(scenario, settings)
            guard case .failed(let stage, let sample, .data(let error)) = execution.error else {
                Issue.record("ended with \(String(describing: execution.error))")
                continue
            }
            #expect(stage == (isInterleaved ? "interleave" : "source"))
            // Of a file with another size no sample is taken for what it should be.
            #expect(sample == 20)
            let expected: Int64 = isInterleaved ? 3600 : 900
            switch damage {
            case .deleted: #expect(error == .missing(path: path))
            case .truncated:
                #expect(error == .truncated(path: path, expectedBytes: expected, foundBytes: expected - 100))
            case .lengthened:
                #expect(error == .tooLong(path: path, expectedBytes: expected, foundBytes: expected + 100))
            case .aDirectory: #expect(error == .unreadable(path: path, reason: "Is a directory"))
            }
            let delivered = execution.deliveries[0].map(\.sample)
            #expect(delivered == Array(0..<sample))
            #expect(execution.report.map { $0.steps <= Int64(sample) } == true)
            #expect(execution.report.map { $0.endedEpochs == 0 && (0...1).contains($0.stallFraction) } == true)
            #expect(!files(below: directory.path).contains { $0.contains("overlap-cache") })
        }
    }

    private static func damage(_ path: String, _ damage: Damage) throws {
        let size = try bytes(ofFile: path).count
        if damage == .truncated || damage == .lengthened {
            #expect(truncate(path, off_t(damage == .truncated ? size - 100 : size + 100)) == 0)
            return
        }
        try FileManager.default.removeItem(atPath: path)
        if damage == .aDirectory {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    @Test(arguments: FaultyAccelerator.Fault.allCases, [false, true])
    func `an accelerator's fault is the step's`(fault: FaultyAccelerator.Fault, isLaunchedByHost: Bool) throws {
        for (runAhead, accelerators) in [(0, 1), (3, 1), (2, 3)] {
            let scenario = try Scenario.text(
                """
                platform: {gpu: {count: \(accelerators)}}
                pipeline: [{source: {elements: 60, size: 70 B}}, {batch: 2}, {prefetchToDevice: 2}]
                train: {step: 40 us, runAhead: \(runAhead)}
                """)
            let directory = try TemporaryDirectory(isInMemory: true)
            var settings = try ExecutionSettings.recording(scenario, below: directory.path)
            settings.makeAccelerator = { rank, stop in
                FaultyAccelerator(
                    EmulatedAccelerator(scenario.platform.gpu, stop), fault, afterBatches: 7,
                    isLaunchedByHost: isLaunchedByHost)
            }
            let execution = try execute(scenario, settings)
            guard case .failed(let stage, let sample, let cause) = execution.error else {
                Issue.record("ended with \(String(describing: execution.error))")
                continue
            }
            #expect(stage == (fault == .refusesCopies ? "prefetchToDevice" : "train"))
            #expect(sample == 14)
            switch (fault, cause) {
            case (.changesBytes, .wrongChecksum(let computed, let expected)): #expect(computed == expected ^ 1)
            case (.refusesCopies, .device(let error)), (.refusesLaunches, .device(let error)):
                #expect(error == FaultyAccelerator.refusal)
            default: Issue.record("\(fault): \(cause)")
            }
            #expect(execution.checksums.allSatisfy { $0.count <= 7 })
        }
    }

    @Test(.needsDevice) func `a batch that no buffer holds is refused`() throws {
        let device = try #require(Devices.withParts.last)
        let accelerator = try #require(Devices.accelerators.first)
        let sample = try SampleBytes(byteCount: 64 << 20) { _ in 0 }
        let samples = Array(repeating: sample, count: device.maximumBufferBytes / sample.byteCount + 1)
        for isCopy in [true, false] {
            #expect {
                if isCopy {
                    _ = try accelerator.copy(samples)
                } else {
                    _ = try accelerator.launch(
                        ContentTable.Content(samples: samples), nanoseconds: 0, requestedAt: HostClock.nanoseconds)
                }
            } throws: {
                guard case .device(let error) = $0 as? ExecutionError else { return false }
                return error.code == .invalidBufferSize && error.description.contains("\(device.maximumBufferBytes)")
            }
        }
    }

    @Test func `a cache directory that is not there is named with the stage`() throws {
        let scenario = try Scenario.text("pipeline: [{source: {elements: 4}}, {cache: file}]\ntrain: {step: 0 s}")
        var settings = ExecutionSettings()
        settings.cacheDirectory = "/nonexistent"
        let execution = try execute(scenario, settings)
        #expect(execution.error?.description.hasPrefix("stage `cache`, sample 0: `/nonexistent` does not") == true)
        // No batch has come, and no epoch has ended: the loop has waited all the time, and no longer.
        let report = try #require(execution.report)
        #expect(!report.hasFirstBatch && report.endedEpochs == 0)
        #expect(report.stallFraction > 0 && report.stallFraction <= 1)
    }

    @Test func `samples with bytes need files`() throws {
        let scenario = try Scenario.text("pipeline: [{source: {elements: 4, size: 1 B}}]\ntrain: {step: 0 s}")
        let error = try #require(try execute(scenario, ExecutionSettings()).error)
        guard case .noData = error.cause else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func `memory that the machine has not is not taken`() throws {
        let scenario = try Scenario.text(
            "pipeline: [{source: {elements: 90, size: 1 KB}}, {shuffle: 50}]\ntrain: {step: 0 s}")
        let directory = try TemporaryDirectory(isInMemory: true)
        var settings = try ExecutionSettings.recording(scenario, below: directory.path)
        settings.memoryBytes = 60_000
        #expect(try execute(scenario, settings).error == nil)
        settings.memoryBytes = 20_000
        let execution = try execute(scenario, settings)
        guard case .notEnoughMemory(let needed, 20_000) = execution.error else {
            Issue.record("\(String(describing: execution.error))")
            return
        }
        #expect(needed > 20_000 && needed <= 22_000)
        #expect(execution.report?.steps == 0)
    }

    /// A file system of 64 KiB; needs the right to mount it.
    @Test func `a full disk ends a file cache, of which nothing stays`() throws {
        let directory = try TemporaryDirectory()
        guard mount("overlap-test", directory.path, "tmpfs", 0, "size=64k") == 0 else {
            print("not tested, for want of the right to mount a file system: a full disk under a file cache")
            return
        }
        defer { umount(directory.path) }
        let scenario = try Scenario.text(
            "pipeline: [{source: {elements: 90, size: 1 KB}}, {cache: file}]\ntrain: {step: 0 s, epochs: 2}")
        let data = try TemporaryDirectory(isInMemory: true)
        var settings = try ExecutionSettings.recording(scenario, below: data.path)
        settings.cacheDirectory = directory.path
        let execution = try execute(scenario, settings)
        guard case .failed("cache", let sample, .data(.diskFull(let path))) = execution.error else {
            Issue.record("\(String(describing: execution.error))")
            return
        }
        #expect(path == directory("cache file"))
        #expect(sample > 30 && execution.deliveries[0].count == sample)
        #expect(files(below: directory.path).isEmpty)
    }

    @Test func `who is stopped says so, and what was done until then`() throws {
        let scenario = try Scenario.text(
            """
            pipeline: [{source: {elements: 9}}, {cache: file}, {map: {parallelism: 2, cost: 1 h, use: wait}}]
            train: {step: 1 ms}
            """)
        let directory = try TemporaryDirectory()
        var settings = ExecutionSettings()
        settings.cacheDirectory = directory.path
        let execution = try execute(scenario, settings) { _ in false }
        guard case .stopped = execution.error else {
            Issue.record("\(String(describing: execution.error))")
            return
        }
        #expect(execution.report?.steps == 0)
        #expect(files(below: directory.path).isEmpty)
    }

    @Test func `no more accelerators than can be served`() throws {
        let scenario = try Scenario.text(
            "platform: {gpu: {count: 17}}\npipeline: [{source: {elements: 40}}]\ntrain: {step: 0 s}")
        #expect {
            try execute(scenario, ExecutionSettings())
        } throws: {
            if case .tooManyAccelerators(17, limit: 16) = $0 as? ExecutionError { true } else { false }
        }
    }

    @Test func `a modelled cost of meetings is refused by its name`() throws {
        let scenario = try Scenario.text(
            "platform: {gpu: {count: 2, barrierOverhead: 1 ms}}\npipeline: [{source: {elements: 40}}]\ntrain: {step: 0 s}"
        )
        #expect {
            try execute(scenario, ExecutionSettings())
        } throws: {
            "\($0)".contains("`platform.gpu.barrierOverhead`") && "\($0)".contains("set it to 0")
        }
    }

    @Test(arguments: ["count: 1", "count: 2, barrier: epoch"])
    func `a modelled cost of meetings that nobody pays is no obstacle`(_ gpu: String) throws {
        let scenario = try Scenario.text(
            "platform: {gpu: {\(gpu), barrierOverhead: 1 ms}}\npipeline: [{source: {elements: 4}}]\ntrain: {step: 0 s}")
        #expect(try execute(scenario, ExecutionSettings()).error == nil)
    }
}
