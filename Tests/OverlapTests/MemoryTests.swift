import Foundation
import Testing

/// How much memory the command needs, which must not grow with the number of elements.
@Suite struct MemoryTests {
    private static let (few, many) = (2_000, 200_000)
    /// Noise of the allocator; one word for each of `many` elements would be more.
    private static let toleranceBytes = 3 << 19

    @Test func `does not grow with the number of elements`() throws {
        let short = try Self.peakResidentBytes(stages: "prefetch: 8", elements: Self.few)
        let long = try Self.peakResidentBytes(stages: "prefetch: 8", elements: Self.many)
        #expect(abs(long - short) < Self.toleranceBytes, "\(short) and \(long) bytes")
    }

    @Test func `grows with what a stage holds, so that growth would be seen`() throws {
        let held = try Self.peakResidentBytes(stages: "shuffle: \(Self.many)", elements: Self.many)
        let short = try Self.peakResidentBytes(stages: "shuffle: \(Self.many)", elements: Self.few)
        #expect(held - short > Self.toleranceBytes, "\(short) and \(held) bytes")
    }

    /// The peak of a simulation's resident memory, read when all but the last of its output is written.
    ///
    /// The peak that the system keeps of ended children counts what the test itself held when it started them, so the
    /// child has to be asked while it lives: it waits for room in a pipe that is smaller than its output.
    private static func peakResidentBytes(stages: String, elements: Int) throws -> Int {
        let scenario = """
            overlap: 1
            platform: {disk: {latency: {exponential: 1 ms}, queueDepth: 8}}
            pipeline:
              - source: {elements: \(elements), size: 10 kB, access: random}
              - map: {cost: {lognormal: {mean: 2 ms, cv: 0.5}}, parallelism: 4}
              - \(stages)
            train: {step: 1 ms}
            run: {replications: 1}
            """
        let arguments = ["simulate", "-", "--json", "--quiet", "--threads", "1"]
        let process = CommandRun.process(CommandRun.command.path, arguments)
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        let capacity = fcntl(output.fileHandleForReading.fileDescriptor, setPipeSize, 4096)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(scenario.utf8))
        try input.fileHandleForWriting.close()
        let beginning = try output.fileHandleForReading.read(upToCount: 1) ?? Data()
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let rest = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(beginning.count + rest.count > Int(capacity), "the output fits into the pipe")
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(separator: " ").dropLast().last.flatMap { Int($0) }) * 1024
    }

    /// `F_SETPIPE_SZ`, which the C library's module does not have.
    private static let setPipeSize: Int32 = 1031
}
