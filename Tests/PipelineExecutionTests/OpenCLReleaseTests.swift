import Foundation
import PipelineExecution
import Testing

/// What is created and dropped a thousand times leaves memory, threads and descriptors where they were.
///
/// Under AddressSanitizer that needs `quarantine_size_mb=1`, for it keeps what was freed.
@Suite(.needsDevice, .serialized) struct OpenCLReleaseTests {
    @Test(arguments: Devices.all)
    func `contexts, queues and buffers are released`(device: OpenCLDevice) throws {
        try Self.expectNoGrowth {
            let context = try OpenCLContext(device)
            let queue = try OpenCLQueue(context)
            let buffer = try OpenCLBuffer(byteCount: 1_000_000, in: context)
            let host = try OpenCLHostBuffer(byteCount: 1_000_000, in: context, on: queue)
            try queue.enqueueWrite(1_000_000, of: host, to: buffer).wait()
            // Dropped before it has ended.
            _ = try queue.enqueueRead(1_000_000, of: buffer, to: host)
        }
    }

    @Test(arguments: Devices.all)
    func `kernels with their buffers, events and wait lists are released`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let contents = [UInt8](repeating: 1, count: 1_000_000)
        let program = try OpenCLProgram(source: "__kernel void touch(__global int *n) { n[0] = 1; }", in: context)
        try Self.expectNoGrowth {
            var kernel = try program.kernel("touch")
            for _ in 0..<2 {
                let buffer = try OpenCLBuffer(byteCount: 1_000_000, in: context)
                // Memory that nobody has written to takes no room.
                try queue.write(contents, to: buffer)
                try kernel.setArgument(0, to: buffer)
            }
            let first = try queue.enqueue(kernel, groups: 1, groupSize: 1)
            try queue.enqueue(kernel, groups: 1, groupSize: 1, after: OpenCLWaitList(first)).wait()
        }
    }

    /// Runs something until what it keeps for later uses is there, then many times more.
    private static func expectNoGrowth(_ body: () throws -> Void) throws {
        for _ in 0..<100 { try body() }
        let before = try Usage()
        for _ in 0..<1000 { try body() }
        let after = try Usage()
        // 1,000 leaks of 1 MB would be 1 GB; other tests that run at the same time take some 100 MB and threads.
        #expect(after.residentKilobytes - before.residentKilobytes < 500_000)
        #expect(after.threads - before.threads < 32)
        #expect(after.descriptors - before.descriptors < 32)
    }

    private struct Usage {
        let residentKilobytes: Int
        let threads: Int
        let descriptors: Int

        init() throws {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            func number(_ name: String) throws -> Int {
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\(name):") })
                return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
            }
            residentKilobytes = try number("VmRSS")
            threads = try number("Threads")
            descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
    }
}
