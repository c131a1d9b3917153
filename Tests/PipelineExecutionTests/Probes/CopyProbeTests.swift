import PipelineExecution
import Testing

@Suite(.needsDevice) struct CopyProbeTests {
    @Test(arguments: Devices.withParts)
    func `measures both kinds of memory, idle and busy`(device: OpenCLDevice) throws {
        let copies = try CopyProbe(in: try OpenCLContext(device), byteCount: 1 << 20, runs: 3)
        #expect(copies.byteCount == 1 << 20 && copies.busyThreads > 0)
        for uploads in [copies.idle, copies.busy] {
            #expect(uploads.pinnedBytesPerSecond > 0 && uploads.pageableBytesPerSecond > 0)
        }
        #expect(copies.downloadBytesPerSecond > 0)
        for share in [copies.busyPinnedShare, copies.busyPageableShare] { #expect(share > 0 && share <= 1) }
    }

    @Test(arguments: Devices.withParts)
    func `copies that no buffer holds are refused`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        #expect(throws: ExecutionError.self) { try CopyProbe(in: context, byteCount: 0) }
    }
}
