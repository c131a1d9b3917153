import Foundation
import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution

/// In a process of its own, where no other test's memory, threads and files are counted.
struct LeakTests {
    @Test func `1,000 pipelines leave nothing behind`() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            try Leaks.run(pipelines: 1000)
        }
        report(result)
    }

    @Test(.needsDevice) func `nor do pipelines on a device`() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            guard let device = Devices.withParts.last else { return }
            try Leaks.run(pipelines: 10) { $0.devices = [device] }
        }
        report(result)
    }

    /// What the process said of itself.
    private func report(_ result: ExitTest.Result?) {
        print(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self))
    }
}

/// Runs short pipelines of several kinds, stopped and failing ones among them.
private enum Leaks {
    private static let texts = [
        "pipeline: [{source: {elements: 6, size: 3 KB}}, {batch: 2}]\ntrain: {step: 0 s}",
        """
        pipeline: [{source: {elements: 6, size: 3 KB}}, {cache: file}, {shuffle: 3}, {batch: 2}, {prefetchToDevice: 1}]
        train: {step: 0 s, epochs: 2, runAhead: 2}
        """,
        """
        platform: {gpu: {count: 2}}
        pipeline: [{source: {elements: 6, size: 3 KB}}, {map: {parallelism: 3, cost: 20 us, outputBytes: 9 KB}}, {cache: memory}]
        train: {step: 0 s, epochs: 2}
        """,
        "pipeline: [{source: {elements: 6, size: 3 KB}}, {map: {parallelism: 4, cost: 1 h, use: wait}}]\ntrain: {step: 0 s}",
        "pipeline: [{source: {elements: 7, size: 3 KB}}, {prefetch: 2}]\ntrain: {step: 0 s}",
    ]

    private struct Use {
        var threads: Int
        var descriptors: Int
        var residentKiB: Int

        init() throws {
            let files = FileManager.default
            threads = try files.contentsOfDirectory(atPath: "/proc/self/task").count
            descriptors = try files.contentsOfDirectory(atPath: "/proc/self/fd").count
            let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            residentKiB = (Int(status[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) >> 10
        }
    }

    static func run(pipelines: Int, _ change: (inout ExecutionSettings) -> Void = { _ in }) throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let scenarios = try texts.map { try Scenario.text($0) }
        for number in 0..<max(5, pipelines / 8) { try execute(number, scenarios, directory.path, change) }
        let before = try Use()
        for number in 0..<pipelines { try execute(number, scenarios, directory.path, change) }
        let after = try Use()
        say("before: \(before); after: \(after)")
        try require(after.threads <= before.threads, "threads")
        try require(after.descriptors <= before.descriptors, "descriptors")
        try require(files(below: directory.path).allSatisfy { !$0.contains("cache") }, "files")
        // Sanitizers keep freed memory on purpose; a device's driver keeps what it likes.
        let isComparable = ProcessInfo.processInfo.environment["OVERLAP_SANITIZER"] == nil && pipelines >= 1000
        if isComparable { try require(after.residentKiB <= before.residentKiB + 4096, "memory") }
    }

    private static func execute(
        _ number: Int, _ scenarios: [Scenario], _ path: String, _ change: (inout ExecutionSettings) -> Void
    ) throws {
        // A stop waits for the next time that the progress is asked for, so that few of them must do.
        let kind = number % 5 == 3 && number % 25 != 3 ? 0 : number % 5
        var settings = ExecutionSettings()
        settings.cacheDirectory = path
        change(&settings)
        let data = try DataSet(scenarios[kind])
        let directory = path + "/data\(data.samples)"
        if number < scenarios.count { _ = try DataWriter(data, at: directory).write() }
        settings.samples = try SampleReader(try DataDirectory(data, at: directory), mode: .direct)
        // One kind never ends by itself, another misses a file.
        if number == 4 { try FileManager.default.removeItem(atPath: directory + "/000/000005.bin") }
        let execution = try PipelineExecution.execute(scenarios[kind], settings) { _ in kind != 3 }
        let isRight =
            switch execution.error?.cause {
            case nil: kind < 3
            case .stopped: kind == 3
            case .data(.missing): kind == 4
            default: false
            }
        try require(isRight, "pipeline \(kind): \(execution.error?.description ?? "ended")")
    }

    private struct Leak: Error { let what: String }

    private static func require(_ holds: Bool, _ what: String) throws {
        if !holds {
            say("left behind, or wrong: \(what)")
            throw Leak(what: what)
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
