import Pipelines
import Testing

@testable import PipelineExecution

struct EmulatedAcceleratorTests {
    private static func accelerator(_ stop: StopSignal = StopSignal()) throws -> EmulatedAccelerator {
        let gpu = try GPU(
            ParameterValues(
                [
                    "copyLatency": .quantity(1e-3), "copyBandwidth": .quantity(1e6), "launchOverhead": .quantity(2e-3),
                ], defaultsFrom: GPU.parameters))
        return EmulatedAccelerator(gpu, stop)
    }

    private static func samples(_ sizes: [Int]) throws -> [SampleBytes] {
        try sizes.map { size in
            try SampleBytes(byteCount: size) { memory in
                memory.initializeMemory(as: UInt8.self, repeating: UInt8(truncatingIfNeeded: size))
                return ContentChecksum.of(UnsafeRawBufferPointer(memory))
            }
        }
    }

    @Test func `a copy takes its latency, and its bytes their time`() throws {
        let start = HostClock.nanoseconds
        let copy = try Self.accelerator().copy(Self.samples([500, 1500]))
        #expect(copy.nanoseconds == 3_000_000)
        #expect(HostClock.nanoseconds - start >= 3_000_000)
    }

    @Test func `a step starts when it is launched and the one before is done, first with its copy`() throws {
        let accelerator = try Self.accelerator()
        let samples = try Self.samples([1000])
        let start = HostClock.nanoseconds
        let first = try accelerator.launch(
            ContentTable.Content(samples: samples), nanoseconds: 3_000_000, requestedAt: HostClock.nanoseconds)
        let copied = try accelerator.copy(samples).batch
        let second = try accelerator.launch(
            ContentTable.Content(samples: samples, onDevice: copied), nanoseconds: 1_000_000,
            requestedAt: HostClock.nanoseconds)
        #expect(try first.finish(StopSignal()).computeNanoseconds == 3_000_000)
        // 2 + 2 + 3 ms of the first step.
        #expect(HostClock.nanoseconds - start >= 7_000_000)
        #expect(try second.finish(StopSignal()).computeNanoseconds == 1_000_000)
        #expect(HostClock.nanoseconds - start >= 8_000_000)
    }

    @Test func `the checksum is computed from the bytes`() throws {
        let samples = try Self.samples([0, 3, 90])
        let wrong = try SampleBytes(byteCount: 1) { memory in
            memory[0] = 7
            return 99
        }
        let step = try Self.accelerator().launch(
            ContentTable.Content(samples: samples + [wrong]), nanoseconds: 0, requestedAt: HostClock.nanoseconds)
        let checksum = try step.finish(StopSignal()).checksum
        #expect(checksum == (samples + [wrong]).contentChecksum)
        #expect(checksum != (samples + [wrong]).expectedChecksum)
        #expect(samples.contentChecksum == samples.expectedChecksum)
    }

    @Test func `a raised signal ends copies and steps`() throws {
        let stop = StopSignal()
        let accelerator = try Self.accelerator(stop)
        let hour: Int64 = 3_600_000_000_000
        let step = try accelerator.launch(ContentTable.Content(), nanoseconds: hour, requestedAt: HostClock.nanoseconds)
        stop.raise()
        _ = try step.finish(stop)
        _ = try accelerator.copy(Self.samples([100_000_000]))
    }
}
