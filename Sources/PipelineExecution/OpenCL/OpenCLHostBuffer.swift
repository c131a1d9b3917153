import COpenCL

/// Host memory that the driver pins where that makes copies faster; released with the value and the last copy.
package struct OpenCLHostBuffer: ~Copyable, Sendable {
    let memory: PinnedMemory

    /// Memory of the host, near the device of a queue.
    ///
    /// - Throws: `invalidBufferSize` as for `OpenCLBuffer`; `allocationFailure` when there is no room.
    package init(
        byteCount: Int, in context: borrowing OpenCLContext, on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) {
        memory = try PinnedMemory(byteCount, in: context, on: queue)
    }

    /// Its size, in bytes.
    package var byteCount: Int { memory.byteCount }

    /// Reads the contents.
    ///
    /// - Precondition: no command that writes to it is under way.
    package borrowing func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(memory.bytes))
    }

    /// Changes the contents.
    ///
    /// - Precondition: no command that reads it or writes to it is under way.
    package mutating func withUnsafeMutableBytes<Result, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(memory.bytes)
    }
}

/// The memory of a host buffer, which a copy under way keeps alive.
final class PinnedMemory: Sendable {
    let byteCount: Int
    private let memory: OpenCLHandle
    private let queue: OpenCLHandle
    private let address: UInt

    init(
        _ byteCount: Int, in context: borrowing OpenCLContext, on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) {
        let flags = cl_mem_flags(CL_MEM_READ_WRITE) | cl_mem_flags(CL_MEM_ALLOC_HOST_PTR)
        let memory = try OpenCLBuffer.memory(byteCount, flags, in: context)
        var status = CL_SUCCESS
        let access = cl_map_flags(CL_MAP_READ) | cl_map_flags(CL_MAP_WRITE)
        let start = clEnqueueMapBuffer(
            queue.handle.pointer, memory.pointer, cl_bool(CL_TRUE), access, 0, byteCount, 0, nil, nil, &status)
        guard status == CL_SUCCESS, let start else {
            clReleaseMemObject(memory.pointer)
            throw OpenCLError(
                status == CL_SUCCESS ? .allocationFailure : .init(rawValue: status), call: "clEnqueueMapBuffer",
                detail: "\(byteCount) bytes on \(context.device.name)")
        }
        clRetainCommandQueue(queue.handle.pointer)
        self.byteCount = byteCount
        self.memory = memory
        self.queue = queue.handle
        address = UInt(bitPattern: start)
    }

    deinit {
        clEnqueueUnmapMemObject(queue.pointer, memory.pointer, bytes.baseAddress, 0, nil, nil)
        // Not every driver lets go of what a queue never flushed.
        clFinish(queue.pointer)
        clReleaseMemObject(memory.pointer)
        clReleaseCommandQueue(queue.pointer)
    }

    var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(bitPattern: address), count: byteCount)
    }
}
