import PipelineExecution
import Testing

@Suite(.needsDevice) struct ProbeTests {
    @Test(arguments: Devices.all)
    func `measures every figure`(device: OpenCLDevice) throws {
        let probe = try DeviceProbe(device)
        #expect(probe.enqueueSeconds > 0 && probe.launchSeconds > 0 && probe.completionSeconds >= 0)
        #expect(probe.copies.byteCount <= device.maximumBufferBytes)
        #expect(!probe.overlap.shares.isEmpty)
    }

    @Test(arguments: Devices.withParts)
    func `the overlapped share lies between none and all, once for each run`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let overlap = try OverlapProbe(in: context, copyBytes: 1 << 20, runs: 3)
        #expect(overlap.shares.count == 3)
        #expect(overlap.shares.allSatisfy { (0...1).contains($0) } && (0...1).contains(overlap.share))
        #expect(overlap.copySeconds > 0 && overlap.kernelSeconds > 0)
    }
}
