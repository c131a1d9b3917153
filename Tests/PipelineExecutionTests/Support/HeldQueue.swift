import COpenCL

@testable import PipelineExecution

/// Holds what is put into a queue from now on, until it is released.
struct HeldQueue: ~Copyable, Sendable {
    private let event: OpenCLHandle

    init(_ queue: borrowing OpenCLQueue, in context: borrowing OpenCLContext) throws(OpenCLError) {
        var status = CL_SUCCESS
        let event = try OpenCLHandle(
            clCreateUserEvent(context.handle.pointer, &status), status, "clCreateUserEvent", context.device.name)
        var pointer = event.pointer
        let held = clEnqueueBarrierWithWaitList(queue.handle.pointer, 1, &pointer, nil)
        do throws(OpenCLError) { try check(held, "clEnqueueBarrierWithWaitList") } catch {
            clReleaseEvent(event.pointer)
            throw error
        }
        self.event = event
    }

    func release() { clSetUserEventStatus(event.pointer, CL_COMPLETE) }

    deinit { clReleaseEvent(event.pointer) }
}
