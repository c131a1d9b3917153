import COpenCL

/// Memory of a device; released with the value, once the commands that use it have ended.
package struct OpenCLBuffer: ~Copyable, Sendable {
    /// Its size, in bytes.
    package let byteCount: Int
    let handle: OpenCLHandle

    /// Memory whose contents are not defined yet.
    ///
    /// - Throws: `invalidBufferSize` for less than one byte, or more than `OpenCLDevice.maximumBufferBytes`;
    ///   `allocationFailure` when the device has no room, which many drivers notice at the first use only.
    package init(byteCount: Int, in context: borrowing OpenCLContext) throws(OpenCLError) {
        handle = try Self.memory(byteCount, cl_mem_flags(CL_MEM_READ_WRITE), in: context)
        self.byteCount = byteCount
    }

    deinit { clReleaseMemObject(handle.pointer) }

    /// A memory object of its own, with the limits checked that some drivers forget.
    static func memory(
        _ byteCount: Int, _ flags: cl_mem_flags, in context: borrowing OpenCLContext
    ) throws(OpenCLError) -> OpenCLHandle {
        let device = context.device
        guard byteCount > 0, byteCount <= device.maximumBufferBytes else {
            throw OpenCLError(
                .invalidBufferSize, call: "clCreateBuffer",
                detail: "\(byteCount) bytes on \(device.name), which takes 1 to \(device.maximumBufferBytes)")
        }
        var status = CL_SUCCESS
        let memory = clCreateBuffer(context.handle.pointer, flags, byteCount, nil, &status)
        return try OpenCLHandle(memory, status, "clCreateBuffer", "\(byteCount) bytes on \(device.name)")
    }
}
