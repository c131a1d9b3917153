import COpenCL

/// A function for the device, with its arguments; released with the value.
package struct OpenCLKernel: ~Copyable, Sendable {
    /// The name that it has in the program's source.
    package let name: String
    /// Work items that one of its groups may have on this device.
    package let maximumGroupSize: Int
    let handle: OpenCLHandle
    /// The buffer at each argument's place: a kernel does not keep its arguments alive by itself.
    private var buffers: [OpenCLHandle?] = []

    /// Takes over a kernel, and releases it also where this fails.
    init(owning handle: OpenCLHandle, name: String, device: OpenCLDevice) throws(OpenCLError) {
        var size = 0
        let status = clGetKernelWorkGroupInfo(
            handle.pointer, device.handle.pointer, cl_kernel_work_group_info(CL_KERNEL_WORK_GROUP_SIZE),
            MemoryLayout<Int>.size, &size, nil)
        if status != CL_SUCCESS { clReleaseKernel(handle.pointer) }
        try check(status, "clGetKernelWorkGroupInfo", "kernel `\(name)`")
        self.handle = handle
        self.name = name
        maximumGroupSize = size
    }

    deinit {
        for case let buffer? in buffers { clReleaseMemObject(buffer.pointer) }
        clReleaseKernel(handle.pointer)
    }

    /// Gives it a number or another value of plain bits.
    ///
    /// - Throws: `invalidArgumentIndex` or `invalidArgumentSize` where the kernel is declared otherwise.
    package mutating func setArgument(_ index: Int, to value: some BitwiseCopyable) throws(OpenCLError) {
        let status = withUnsafeBytes(of: value) {
            clSetKernelArg(handle.pointer, cl_uint(index), $0.count, $0.baseAddress)
        }
        try check(status, "clSetKernelArg", "argument \(index) of kernel `\(name)`")
    }

    /// Gives it a buffer, which stays alive until another takes its place.
    package mutating func setArgument(_ index: Int, to buffer: borrowing OpenCLBuffer) throws(OpenCLError) {
        var memory = buffer.handle.pointer
        let status = clSetKernelArg(handle.pointer, cl_uint(index), MemoryLayout<cl_mem>.size, &memory)
        try check(status, "clSetKernelArg", "argument \(index) of kernel `\(name)`")
        clRetainMemObject(buffer.handle.pointer)
        while buffers.count <= index { buffers.append(nil) }
        if let replaced = buffers[index] { clReleaseMemObject(replaced.pointer) }
        buffers[index] = buffer.handle
    }
}
