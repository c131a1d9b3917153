import PipelineExecution
import Testing

@Suite(.needsDevice) struct OpenCLEventTests {
    @Test(arguments: Devices.withParts)
    func `times follow each other, by the device's clock and by the host's`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let host = try OpenCLHostBuffer(byteCount: 1 << 20, in: context, on: queue)
        let buffer = try OpenCLBuffer(byteCount: 1 << 20, in: context)
        let clock = try DeviceClock(of: queue, in: context)
        #expect(clock.uncertaintyNanoseconds >= 0)
        for _ in 0..<20 {
            let before = HostClock.nanoseconds
            let event = try queue.enqueueWrite(1 << 20, of: host, to: buffer)
            try event.wait()
            let after = HostClock.nanoseconds
            let times = try event.times()
            #expect(times.queuedNanoseconds <= times.submittedNanoseconds)
            #expect(times.submittedNanoseconds <= times.startedNanoseconds)
            #expect(times.startedNanoseconds < times.endedNanoseconds)
            // 1 ms for clocks that drift while a loaded machine runs something else.
            let slack = clock.uncertaintyNanoseconds + 1_000_000
            #expect(clock.hostNanoseconds(ofDevice: times.startedNanoseconds) >= before - slack)
            #expect(clock.hostNanoseconds(ofDevice: times.endedNanoseconds) <= after + slack)
        }
    }

    @Test(arguments: Devices.withParts)
    func `commands of one queue run one after the other`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: 1000, in: context)
        var step = try StepKernel(in: context)
        let first = try step.enqueue(iterations: 1000, over: buffer, byteCount: 1000, on: queue)
        let second = try step.enqueue(iterations: 1, over: buffer, byteCount: 1000, on: queue)
        try second.wait()
        #expect(try first.progress() == .complete)
        let (one, two) = (try first.times(), try second.times())
        #expect(one.endedNanoseconds <= two.startedNanoseconds)
        #expect(one.shareOverlapped(by: two) == 0)
    }

    @Test(arguments: Devices.all)
    func `a queue of one context takes no buffer of another`(device: OpenCLDevice) throws {
        let one = try OpenCLContext(device)
        let other = try OpenCLContext(device)
        let queue = try OpenCLQueue(one)
        let buffer = try OpenCLBuffer(byteCount: 8, in: other)
        let bytes: [UInt8] = [1]
        let error = caught { () throws(OpenCLError) in
            try queue.write(bytes, to: buffer)
        }
        #expect(error?.description.contains("CL_INVALID_CONTEXT") == true)
    }
}

@Suite struct OpenCLEventTimesTests {
    private static func times(_ start: Int64, _ end: Int64) -> OpenCLEventTimes {
        OpenCLEventTimes(
            queuedNanoseconds: start - 50, submittedNanoseconds: start - 20, startedNanoseconds: start,
            endedNanoseconds: end)
    }

    @Test(
        arguments: [
            (0, 100, 1.0), (100, 200, 0), (0, 10, 0), (15, 20, 0.5), (0, 12, 0.2), (18, 30, 0.2), (12, 14, 0.2),
        ] as [(Int64, Int64, Double)])
    func `a share of the own duration is overlapped`(start: Int64, end: Int64, share: Double) {
        #expect(Self.times(10, 20).shareOverlapped(by: Self.times(start, end)) == share)
    }

    @Test func `durations are in seconds, and no duration overlaps with nothing`() {
        let times = Self.times(1_000, 3_000)
        #expect(abs(times.seconds - 2e-6) < 1e-15)
        #expect(abs(times.launchSeconds - 50e-9) < 1e-18)
        #expect(Self.times(10, 10).shareOverlapped(by: Self.times(0, 100)) == 0)
    }
}
