import COpenCL

extension OpenCLQueue {
    /// Copies values into a buffer, from byte `offset` on, and waits for it.
    package func write<Value: BitwiseCopyable>(
        _ values: [Value], to buffer: borrowing OpenCLBuffer, at offset: Int = 0
    ) throws(OpenCLError) {
        if values.isEmpty { return }
        let byteCount = values.count * MemoryLayout<Value>.stride
        try Self.checkRange(byteCount, at: offset, of: buffer.byteCount, "clEnqueueWriteBuffer")
        let status = clEnqueueWriteBuffer(
            handle.pointer, buffer.handle.pointer, cl_bool(CL_TRUE), offset, byteCount, values, 0, nil, nil)
        try check(status, "clEnqueueWriteBuffer")
    }

    /// Copies values from a buffer into an array, from byte `offset` on, and waits for it.
    package func read<Value: BitwiseCopyable>(
        into values: inout [Value], from buffer: borrowing OpenCLBuffer, at offset: Int = 0
    ) throws(OpenCLError) {
        if values.isEmpty { return }
        let byteCount = values.count * MemoryLayout<Value>.stride
        try Self.checkRange(byteCount, at: offset, of: buffer.byteCount, "clEnqueueReadBuffer")
        let status = clEnqueueReadBuffer(
            handle.pointer, buffer.handle.pointer, cl_bool(CL_TRUE), offset, byteCount, &values, 0, nil, nil)
        try check(status, "clEnqueueReadBuffer")
    }

    /// Begins a copy of the first bytes of host memory into a buffer, and returns at once.
    ///
    /// - Parameters:
    ///   - byteCount: at least 1.
    ///   - host: not to be changed until the copy has ended.
    ///   - buffer: where they go, from byte `offset` on.
    ///   - waitList: commands of other queues to wait for.
    package func enqueueWrite(
        _ byteCount: Int, of host: borrowing OpenCLHostBuffer, to buffer: borrowing OpenCLBuffer, at offset: Int = 0,
        after waitList: borrowing OpenCLWaitList = .init()
    ) throws(OpenCLError) -> OpenCLEvent {
        try Self.checkRange(byteCount, at: 0, of: host.byteCount, "clEnqueueWriteBuffer")
        try Self.checkRange(byteCount, at: offset, of: buffer.byteCount, "clEnqueueWriteBuffer")
        var event: cl_event?
        let status = waitList.withEvents { count, events in
            clEnqueueWriteBuffer(
                handle.pointer, buffer.handle.pointer, cl_bool(CL_FALSE), offset, byteCount,
                host.memory.bytes.baseAddress, count, events, &event)
        }
        return OpenCLEvent(try OpenCLHandle(event, status, "clEnqueueWriteBuffer"), keeping: host.memory)
    }

    /// Begins a copy from a buffer into the first bytes of host memory, and returns at once.
    ///
    /// - Parameters:
    ///   - byteCount: at least 1.
    ///   - buffer: where they come from, from byte `offset` on.
    ///   - host: not to be touched until the copy has ended.
    ///   - waitList: commands of other queues to wait for.
    package func enqueueRead(
        _ byteCount: Int, of buffer: borrowing OpenCLBuffer, at offset: Int = 0, to host: borrowing OpenCLHostBuffer,
        after waitList: borrowing OpenCLWaitList = .init()
    ) throws(OpenCLError) -> OpenCLEvent {
        try Self.checkRange(byteCount, at: 0, of: host.byteCount, "clEnqueueReadBuffer")
        try Self.checkRange(byteCount, at: offset, of: buffer.byteCount, "clEnqueueReadBuffer")
        var event: cl_event?
        let status = waitList.withEvents { count, events in
            clEnqueueReadBuffer(
                handle.pointer, buffer.handle.pointer, cl_bool(CL_FALSE), offset, byteCount,
                host.memory.bytes.baseAddress, count, events, &event)
        }
        return OpenCLEvent(try OpenCLHandle(event, status, "clEnqueueReadBuffer"), keeping: host.memory)
    }

    /// Drivers check the buffer's side; nobody else would check the host's.
    private static func checkRange(
        _ byteCount: Int, at offset: Int, of size: Int, _ call: String
    ) throws(OpenCLError) {
        guard byteCount > 0, offset >= 0, offset <= size, byteCount <= size - offset else {
            throw OpenCLError(
                .invalidValue, call: call, detail: "\(byteCount) bytes from byte \(offset) on, of \(size) bytes")
        }
    }
}
