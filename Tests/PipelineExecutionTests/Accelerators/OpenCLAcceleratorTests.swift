import Testing

@testable import PipelineExecution

@Suite(.needsDevice) struct OpenCLAcceleratorTests {
    private static func samples(_ sizes: [Int], seed: Int = 0) throws -> [SampleBytes] {
        try sizes.enumerated().map { index, size in
            try SampleBytes(byteCount: size) { memory in
                for place in memory.indices {
                    memory[place] = UInt8(truncatingIfNeeded: (place &+ seed) &* 167 &+ 13 &* index)
                }
                return ContentChecksum.of(UnsafeRawBufferPointer(memory))
            }
        }
    }

    @Test(arguments: [[0], [1], [0, 17, 4096, 0, 9001], [1 << 20]], [false, true])
    func `the device's checksum is that of the bytes`(sizes: [Int], copiesAhead: Bool) throws {
        let accelerator = try #require(Devices.accelerators.first)
        let samples = try Self.samples(sizes)
        var content = ContentTable.Content(samples: samples)
        if copiesAhead { content.onDevice = try accelerator.copy(samples).batch }
        let result = try accelerator.launch(content, nanoseconds: 0, requestedAt: HostClock.nanoseconds).finish(
            StopSignal())
        #expect(result.checksum == samples.expectedChecksum)
        #expect(result.computeNanoseconds > 0)
    }

    @Test func `a byte that is not what was read is seen`() throws {
        let accelerator = try #require(Devices.accelerators.first)
        let samples = try Self.samples([500, 60])
        let changed = try samples.map { sample in
            try SampleBytes(byteCount: sample.byteCount) { memory in
                sample.withUnsafeBytes { memory.copyMemory(from: $0) }
                if memory.count == 60 { memory[59] ^= 1 }
                return sample.checksum
            }
        }
        let result = try accelerator.launch(
            ContentTable.Content(samples: changed), nanoseconds: 0, requestedAt: HostClock.nanoseconds
        )
        .finish(StopSignal())
        #expect(result.checksum != changed.expectedChecksum)
        #expect(changed.expectedChecksum == samples.expectedChecksum)
    }

    /// Memory is used again, so that a batch must not lie where another one is still needed.
    @Test func `batches on the device at once do not touch each other`() throws {
        let accelerator = try #require(Devices.accelerators.first)
        for round in 0..<3 {
            let batches = try (0..<6).map { try Self.samples([3000 + $0, 10], seed: 100 * round + $0) }
            let contents = try batches.map { samples in
                ContentTable.Content(samples: samples, onDevice: try accelerator.copy(samples).batch)
            }
            let steps = try contents.map {
                try accelerator.launch($0, nanoseconds: 200_000, requestedAt: HostClock.nanoseconds)
            }
            for (step, samples) in zip(steps, batches) {
                #expect(try step.finish(StopSignal()).checksum == samples.expectedChecksum)
            }
        }
    }

    /// By the order of what happens: the copy cannot begin before it is released, and the launch has returned by then.
    @Test(arguments: [false, true])
    func `a launch waits for no copy`(copiesAhead: Bool) throws {
        let accelerator = try #require(Devices.accelerators.first)
        let samples = try Self.samples([4096, 17])
        var content = ContentTable.Content(samples: samples)
        if copiesAhead { content.onDevice = try accelerator.copy(samples).batch }
        let launching = content
        let events = Monitor<[String]>([])
        let launched = Monitor<Result<any LaunchedStep, ExecutionError>?>(nil)
        let hasLaunched = Condition()
        let held = try accelerator.holdComputations()
        let thread = try WorkerThread {
            let step: Result<any LaunchedStep, ExecutionError>
            do throws(ExecutionError) {
                step = .success(
                    try accelerator.launch(launching, nanoseconds: 0, requestedAt: HostClock.nanoseconds))
            } catch { step = .failure(error) }
            events.withLock { $0.append("launched") }
            launched.withLock { $0 = step }
            hasLaunched.signal()
        }
        // A launch that does wait would wait for ever; how long this one takes does not matter.
        let deadline = HostClock.nanoseconds + 60_000_000_000
        _ = launched.wait(for: hasLaunched, until: deadline) { $0 }
        events.withLock { $0.append("released") }
        held.release()
        thread.join()
        #expect(events.withLock { $0 } == ["launched", "released"])
        let step = try #require(launched.withLock { $0 }).get()
        #expect(try step.finish(StopSignal()).checksum == samples.expectedChecksum)
        #expect(step.isOver)
    }

    @Test func `a step lasts about as long as asked, and no shorter than its checksum`() throws {
        let accelerator = try #require(Devices.accelerators.first)
        let content = ContentTable.Content(samples: try Self.samples([1 << 20]))
        func shortest(_ nanoseconds: Int64) throws -> Int64 {
            let times = try (0..<5).map { _ in
                try accelerator.launch(content, nanoseconds: nanoseconds, requestedAt: HostClock.nanoseconds).finish(
                    StopSignal()
                ).computeNanoseconds
            }
            return times.min() ?? 0
        }
        let (none, long) = (try shortest(0), try shortest(20_000_000))
        #expect(none > 0 && long > none)
        // Other load can only make it longer, and the calibration took the fastest run.
        #expect(long > 10_000_000)
    }
}

extension OpenCLAccelerator {
    /// Holds the queue of copies before steps, and of steps.
    fileprivate func holdComputations() throws(OpenCLError) -> HeldQueue { try HeldQueue(computeQueue, in: context) }
}
