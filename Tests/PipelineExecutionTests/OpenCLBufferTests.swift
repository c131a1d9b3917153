import PipelineExecution
import Testing

@Suite(.needsDevice) struct OpenCLBufferTests {
    @Test(arguments: Devices.withParts)
    func `what goes in by a blocking copy comes out`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: 1000, in: context)
        let bytes = (0..<600).map { UInt8(truncatingIfNeeded: 7 * $0) }
        try queue.write(bytes, to: buffer, at: 400)
        var back = [UInt8](repeating: 0, count: 500)
        try queue.read(into: &back, from: buffer, at: 450)
        #expect(back == Array(bytes[50..<550]))
        // Nothing to copy is nothing wrong.
        try queue.write([UInt8](), to: buffer)
    }

    @Test(arguments: Devices.withParts)
    func `copies in the background wait for the other queue's commands`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let up = try OpenCLQueue(context)
        let down = try OpenCLQueue(context)
        let size = 1 << 20
        var source = try OpenCLHostBuffer(byteCount: size, in: context, on: up)
        let target = try OpenCLHostBuffer(byteCount: size, in: context, on: down)
        let buffer = try OpenCLBuffer(byteCount: size, in: context)
        var step = try StepKernel(in: context)
        for round in 1...5 {
            source.withUnsafeMutableBytes { bytes in
                for index in stride(from: 0, to: size, by: 997) { bytes[index] = UInt8(round) }
            }
            // It holds the first copy up, so that the second one could overtake it.
            let kernel = try step.enqueue(iterations: 3000, over: buffer, byteCount: size, on: up)
            let write = try up.enqueueWrite(size, of: source, to: buffer)
            try up.flush()
            let read = try down.enqueueRead(size, of: buffer, to: target, after: OpenCLWaitList(write))
            try read.wait()
            let progress = (kernel: try kernel.progress(), write: try write.progress())
            #expect(progress == (.complete, .complete))
            let isEqual = target.withUnsafeBytes { bytes in
                stride(from: 0, to: size, by: 997).allSatisfy { bytes[$0] == UInt8(round) }
            }
            #expect(isEqual)
            let (written, began) = (try write.times().endedNanoseconds, try read.times().startedNanoseconds)
            #expect(written <= began)
        }
    }

    @Test(arguments: Devices.withParts)
    func `host memory outlives its value while a copy is under way`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let mapping = try OpenCLQueue(context)
        var step = try StepKernel(in: context)
        let size = 4 << 20
        let buffer = try OpenCLBuffer(byteCount: size, in: context)
        func copyOfTemporary(_ value: UInt8) throws -> OpenCLEvent {
            var host = try OpenCLHostBuffer(byteCount: size, in: context, on: mapping)
            host.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: value) }
            return try queue.enqueueWrite(size, of: host, to: buffer)
        }
        for value in UInt8(1)...4 {
            // They hold the copy up; between them, the memory could be given back.
            _ = try step.enqueue(iterations: 3000, over: buffer, byteCount: size, on: queue)
            let kernel = try step.enqueue(iterations: 3000, over: buffer, byteCount: size, on: queue)
            let event = try copyOfTemporary(value)
            try event.wait()
            try kernel.wait()
            var back = [UInt8](repeating: 0, count: size)
            try queue.read(into: &back, from: buffer)
            #expect(back.allSatisfy { $0 == value })
        }
    }

    @Test(arguments: Devices.withParts)
    func `sizes that no buffer can have are refused, with what is accepted`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        for size in [0, -1, device.maximumBufferBytes + 1, Int.max] {
            let error = caught { () throws(OpenCLError) in _ = try OpenCLBuffer(byteCount: size, in: context) }
            #expect(error?.code == .invalidBufferSize)
            #expect(error?.detail.contains("takes 1 to \(device.maximumBufferBytes)") == true)
        }
        let queue = try OpenCLQueue(context)
        let error = caught { () throws(OpenCLError) in
            _ = try OpenCLHostBuffer(byteCount: device.maximumBufferBytes + 1, in: context, on: queue)
        }
        #expect(error?.code == .invalidBufferSize)
    }

    @Test(arguments: Devices.all, [(0, 0), (0, 101), (1, 100), (-1, 10), (101, 1), (Int.max, 2), (0, -5)])
    func `copies beyond an end are refused`(device: OpenCLDevice, range: (offset: Int, count: Int)) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: 100, in: context)
        let host = try OpenCLHostBuffer(byteCount: 200, in: context, on: queue)
        let write = caught { () throws(OpenCLError) in
            _ = try queue.enqueueWrite(range.count, of: host, to: buffer, at: range.offset)
        }
        #expect(write?.code == .invalidValue)
        caught { () throws(OpenCLError) in
            _ = try queue.enqueueRead(range.count, of: buffer, at: range.offset, to: host)
        }
    }

    @Test(arguments: Devices.all)
    func `copies beyond the host's end are refused`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: 100, in: context)
        let host = try OpenCLHostBuffer(byteCount: 50, in: context, on: queue)
        caught { () throws(OpenCLError) in _ = try queue.enqueueWrite(51, of: host, to: buffer) }
        caught { () throws(OpenCLError) in _ = try queue.enqueueRead(51, of: buffer, to: host) }
        try queue.enqueueWrite(50, of: host, to: buffer, at: 50).wait()
        let tooMany = [UInt8](repeating: 1, count: 101)
        caught { () throws(OpenCLError) in
            try queue.write(tooMany, to: buffer)
        }
    }
}
