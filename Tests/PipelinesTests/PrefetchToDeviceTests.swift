import Pipelines
import Testing

struct PrefetchToDeviceTests {
    /// Load and copy take turns; both overlap with the step.
    @Test(arguments: [(3, 2, 5, 5), (4, 3, 5, 7), (1, 1, 9, 9)] as [(Int64, Int64, Int64, Int64)])
    func `copies in turn with the pull, beside the step`(_ load: Int64, _ copy: Int64, _ step: Int64, _ period: Int64)
        throws
    {
        let test = try TestScenario.source(8).prefetchToDevice()
        let tables = ["source": [load], "prefetchToDevice": [copy], "step": [step]]
        let backend = try TimedBackend(test, duration: durations(tables, in: test))
        backend.finish()
        #expect(backend.work(of: "prefetchToDevice").allSatisfy { $0.work.place == .copyEngine })
        #expect(backend.stepEnds == (0..<8).map { load + copy + step + $0 * period })
    }

    @Test func `what is on the device is not in the host's memory`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 100).prefetchToDevice(3))
        backend.take(1)
        #expect(backend.received[0].first?.onDevice == true)
        #expect(backend.occupancy(of: "prefetchToDevice").bytes == 300)
        #expect(backend.memory.heldBytes == 0)
        #expect(backend.memory.inFlightBytes == 0)
        try backend.finishOneByOne()
        #expect(backend.memory.peakBytes == 100)
    }

    @Test func `runs ahead by its buffer`() throws {
        let backend = try StepwiseBackend(.source(99).prefetchToDevice(3))
        backend.take(1)
        #expect(backend.begun[0] == 4)
    }
}
