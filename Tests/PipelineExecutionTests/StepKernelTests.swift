import PipelineExecution
import Testing

@Suite(.needsDevice) struct StepKernelTests {
    /// What the kernel computes, on the host.
    private static func results(_ batch: [UInt8], iterations: Int, items: Int) -> [UInt64] {
        (0..<items).map { item in
            var (state, position) = (UInt64(item), item % batch.count)
            for _ in 0..<iterations {
                state = (state ^ UInt64(batch[position])) &* 0x9E37_79B9_7F4A_7C15
                state ^= state >> 32
                position = (position + items) % batch.count
            }
            return state
        }
    }

    @Test(arguments: Devices.withParts, [(1, 1), (3, 10), (1000, 7), (4099, 25), (100_001, 3)])
    func `computes over the batch's bytes as often as asked`(
        device: OpenCLDevice, size: (bytes: Int, iterations: Int)
    ) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var step = try StepKernel(in: context)
        let batch = RandomBytes.array(size.bytes, seed: 5)
        // A longer buffer: what follows the batch must not count.
        let buffer = try OpenCLBuffer(byteCount: size.bytes + 64, in: context)
        try queue.write(batch, to: buffer)
        try step.enqueue(iterations: size.iterations, over: buffer, byteCount: size.bytes, on: queue).wait()
        var results = [UInt64](repeating: 0, count: step.items)
        try queue.read(into: &results, from: step.results)
        #expect(results == Self.results(batch, iterations: size.iterations, items: step.items))
    }

    @Test(arguments: Devices.all, [(0, 10), (-1, 10), (1, 0), (1, 101)])
    func `no iterations, or bytes outside the buffer, are refused`(
        device: OpenCLDevice, size: (iterations: Int, bytes: Int)
    ) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var step = try StepKernel(in: context)
        let buffer = try OpenCLBuffer(byteCount: 100, in: context)
        let error = caught { () throws(OpenCLError) in
            _ = try step.enqueue(iterations: size.iterations, over: buffer, byteCount: size.bytes, on: queue)
        }
        #expect(error?.code == .invalidValue)
    }

    @Test(arguments: Devices.withParts)
    func `calibration orders its rates, and turns seconds into iterations`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var step = try StepKernel(in: context)
        let buffer = try OpenCLBuffer(byteCount: 10_000, in: context)
        let measured = try StepCalibration(
            of: &step, over: buffer, byteCount: 10_000, on: queue, runs: 3, seconds: 0.002)
        #expect(measured.fixedSeconds > 0)
        #expect(measured.slowestIterationsPerSecond > 0)
        #expect(measured.slowestIterationsPerSecond <= measured.medianIterationsPerSecond)
        #expect(measured.medianIterationsPerSecond <= measured.iterationsPerSecond)
        #expect((0..<1).contains(measured.spread))
        let iterations = measured.iterations(lasting: 1 + measured.fixedSeconds)
        #expect(abs(Double(iterations - 1) - measured.iterationsPerSecond) <= 1)
        #expect(measured.iterations(lasting: 0) == 1 && measured.iterations(lasting: .infinity) > 1)
    }
}
