import COpenCL

/// Commands for a device, in order, with their times taken; released with the value, after they have ended.
package struct OpenCLQueue: ~Copyable, Sendable {
    let handle: OpenCLHandle

    /// A queue that executes one command after the other.
    package init(_ context: borrowing OpenCLContext) throws(OpenCLError) {
        var status = CL_SUCCESS
        let queue = clCreateCommandQueue(
            context.handle.pointer, context.device.handle.pointer,
            cl_command_queue_properties(CL_QUEUE_PROFILING_ENABLE), &status)
        handle = try OpenCLHandle(queue, status, "clCreateCommandQueue", context.device.name)
    }

    deinit {
        clFinish(handle.pointer)
        clReleaseCommandQueue(handle.pointer)
    }

    /// Gives what is in the queue to the device; without it, a driver may keep commands until somebody waits.
    package func flush() throws(OpenCLError) { try check(clFlush(handle.pointer), "clFlush") }

    /// Waits until all commands have ended.
    package func finish() throws(OpenCLError) { try check(clFinish(handle.pointer), "clFinish") }

    /// Starts a kernel, and returns at once.
    ///
    /// - Parameters:
    ///   - kernel: with all of its arguments set.
    ///   - groups: work groups, at least one.
    ///   - groupSize: work items in each group, at most `OpenCLKernel.maximumGroupSize`.
    ///   - waitList: commands of other queues to wait for.
    package func enqueue(
        _ kernel: borrowing OpenCLKernel, groups: Int, groupSize: Int,
        after waitList: borrowing OpenCLWaitList = .init()
    ) throws(OpenCLError) -> OpenCLEvent {
        var event: cl_event?
        var (items, size) = (groups * groupSize, groupSize)
        let status = waitList.withEvents { count, events in
            clEnqueueNDRangeKernel(
                handle.pointer, kernel.handle.pointer, 1, nil, &items, &size, count, events, &event)
        }
        return OpenCLEvent(try OpenCLHandle(event, status, "clEnqueueNDRangeKernel", "kernel `\(kernel.name)`"))
    }
}
