/// A training step: a computation over a batch's bytes whose length is set by a number of iterations.
package struct StepKernel: ~Copyable, Sendable {
    /// What each work item ends with, 64 bits each: a function of the batch's bytes and the iterations.
    package let results: OpenCLBuffer
    /// Work items.
    package let items: Int
    private var kernel: OpenCLKernel
    private let groups: Int
    private let groupSize: Int

    /// Compiles it for a context's device.
    package init(in context: borrowing OpenCLContext) throws(OpenCLError) {
        let groupSize = WorkSize.groupSize(on: context.device)
        let groups = WorkSize.groups(on: context.device)
        let results = try OpenCLBuffer(byteCount: 8 * groups * groupSize, in: context)
        var kernel = try OpenCLProgram(source: Self.source, in: context).kernel("training_step")
        try kernel.setArgument(3, to: results)
        self.groupSize = groupSize
        self.groups = groups
        self.results = results
        self.kernel = kernel
        items = groups * groupSize
    }

    /// Starts a step, and returns at once.
    ///
    /// - Parameters:
    ///   - iterations: of every work item, at least 1; `StepCalibration` says how many last how long.
    ///   - batch: the buffer to compute over.
    ///   - byteCount: bytes of it, at least 1, that belong to the batch.
    ///   - queue: of the same context.
    ///   - waitList: commands of other queues to wait for, such as the copy of the batch.
    package mutating func enqueue(
        iterations: Int, over batch: borrowing OpenCLBuffer, byteCount: Int, on queue: borrowing OpenCLQueue,
        after waitList: borrowing OpenCLWaitList = .init()
    ) throws(OpenCLError) -> OpenCLEvent {
        guard iterations > 0, (1...batch.byteCount).contains(byteCount) else {
            throw OpenCLError(
                .invalidValue, call: "step",
                detail: "\(iterations) iterations over \(byteCount) bytes; at least 1 and "
                    + "1 to \(batch.byteCount) bytes are accepted")
        }
        try kernel.setArgument(0, to: batch)
        try kernel.setArgument(1, to: UInt64(byteCount))
        try kernel.setArgument(2, to: UInt64(iterations))
        return try queue.enqueue(kernel, groups: groups, groupSize: groupSize, after: waitList)
    }
}

extension StepKernel {
    /// An item goes through the batch in strides of the number of items, and round again. (`step` is a function of
    /// OpenCL C: a kernel of that name gets another one from some compilers.)
    static let source = """
        __kernel void training_step(__global const uchar *batch, ulong bytes, ulong iterations, __global ulong *results) {
            const ulong stride = get_global_size(0) % bytes;
            ulong position = get_global_id(0) % bytes;
            ulong state = get_global_id(0);
            for (ulong i = 0; i < iterations; i++) {
                state = (state ^ batch[position]) * 0x9E3779B97F4A7C15UL;
                state ^= state >> 32;
                position += stride;
                if (position >= bytes) position -= bytes;
            }
            results[get_global_id(0)] = state;
        }
        """
}
