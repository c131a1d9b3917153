import PipelineExecution
import Testing

@Suite(.needsDevice) struct OpenCLProgramTests {
    private static let source = """
        __kernel void fill(__global int *numbers, int first) { numbers[get_global_id(0)] = first + get_global_id(0); }
        __kernel void nothing(__global int *numbers) {}
        """

    @Test(arguments: Devices.withParts)
    func `runs a kernel over all work items`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: 4 * 96, in: context)
        var kernel = try OpenCLProgram(source: Self.source, in: context).kernel("fill")
        #expect(kernel.maximumGroupSize >= 1 && kernel.maximumGroupSize <= device.maximumWorkGroupSize)
        try kernel.setArgument(0, to: buffer)
        try kernel.setArgument(1, to: Int32(1000))
        try queue.enqueue(kernel, groups: 96, groupSize: 1).wait()
        #expect(try Self.numbers(in: buffer, on: queue) == Array(1000..<1096))
    }

    @Test(arguments: Devices.withParts)
    func `a kernel keeps the buffers that it was given`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var kernel = try OpenCLProgram(source: Self.source, in: context).kernel("fill")
        func setTemporary(_ kernel: inout OpenCLKernel) throws {
            try kernel.setArgument(0, to: try OpenCLBuffer(byteCount: 4 * 96, in: context))
        }
        try setTemporary(&kernel)
        try kernel.setArgument(1, to: Int32(1))
        try queue.enqueue(kernel, groups: 96, groupSize: 1).wait()
        let buffer = try OpenCLBuffer(byteCount: 4 * 96, in: context)
        try kernel.setArgument(0, to: buffer)
        try queue.enqueue(kernel, groups: 96, groupSize: 1).wait()
        #expect(try Self.numbers(in: buffer, on: queue) == Array(1..<97))
    }

    @Test(arguments: Devices.withParts)
    func `source that does not compile is answered with the compiler's log`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let error = caught { () throws(OpenCLError) in
            _ = try OpenCLProgram(source: "__kernel void broken() { undeclared_name = 1; }", in: context)
        }
        #expect(error?.code == .buildProgramFailure)
        #expect(error?.call == "clBuildProgram")
        #expect(error?.buildLog?.contains("undeclared_name") == true)
        #expect(error?.description.contains("undeclared_name") == true)
    }

    @Test(arguments: Devices.withParts)
    func `an unknown kernel is answered with those that there are`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let program = try OpenCLProgram(source: Self.source, in: context)
        let error = caught { () throws(OpenCLError) in _ = try program.kernel("fil") }
        #expect(error?.code == .invalidKernelName)
        #expect(error?.detail.contains("`fil`") == true && error?.detail.contains("fill") == true)
        #expect(error?.detail.contains("nothing") == true)
    }

    @Test(arguments: Devices.withParts)
    func `arguments that a kernel does not have are refused`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        var kernel = try OpenCLProgram(source: Self.source, in: context).kernel("fill")
        let index = caught { () throws(OpenCLError) in try kernel.setArgument(2, to: Int32(1)) }
        #expect(index?.code == .invalidArgumentIndex)
        let size = caught { () throws(OpenCLError) in try kernel.setArgument(1, to: Int64(1)) }
        #expect(size?.code == .invalidArgumentSize)
        #expect(size?.detail == "argument 1 of kernel `fill`")
    }

    @Test(arguments: Devices.withParts)
    func `a kernel without its arguments does not start`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        let kernel = try OpenCLProgram(source: Self.source, in: context).kernel("fill")
        let error = caught { () throws(OpenCLError) in _ = try queue.enqueue(kernel, groups: 1, groupSize: 1) }
        #expect(error?.code == .invalidKernelArguments)
        #expect(error?.detail == "kernel `fill`")
    }

    private static func numbers(
        in buffer: borrowing OpenCLBuffer, on queue: borrowing OpenCLQueue
    ) throws -> [Int32] {
        var numbers = [Int32](repeating: 0, count: buffer.byteCount / 4)
        try queue.read(into: &numbers, from: buffer)
        return numbers
    }
}
