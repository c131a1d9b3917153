/// Computes `ContentChecksum` of a batch on its device; one batch at a time.
package struct ChecksumKernel: ~Copyable, Sendable {
    /// Samples that a batch may have.
    package let maximumSamples: Int
    private var kernel: OpenCLKernel
    private let groups: Int
    private let groupSize: Int
    /// Where each sample begins, and where the last one ends.
    private let offsets: OpenCLBuffer
    private var hostOffsets: OpenCLHostBuffer
    /// One sum for each group.
    private let partialSums: OpenCLBuffer
    private let hostPartialSums: OpenCLHostBuffer
    private var pending: OpenCLEvent?
    /// Dropping a copy's event would wait for the copy.
    private var pendingOffsets: OpenCLEvent?

    /// Compiles it for a context's device.
    ///
    /// - Parameters:
    ///   - maximumSamples: that a batch may have, at least 1.
    ///   - context: where the batches are.
    ///   - queue: any queue of that context.
    package init(
        maximumSamples: Int, in context: borrowing OpenCLContext, on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) {
        try self.init(maximumSamples: maximumSamples, of: Self.program(in: context), in: context, on: queue)
    }

    /// The program that all checksums of a context may share.
    static func program(in context: borrowing OpenCLContext) throws(OpenCLError) -> OpenCLProgram {
        try OpenCLProgram(source: source(groupSize: WorkSize.groupSize(on: context.device)), in: context)
    }

    /// - Parameter program: compiled for the context.
    init(
        maximumSamples: Int, of program: borrowing OpenCLProgram, in context: borrowing OpenCLContext,
        on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) {
        precondition(maximumSamples > 0, "a batch has at least one sample")
        let groupSize = WorkSize.groupSize(on: context.device)
        let groups = WorkSize.groups(on: context.device)
        let offsetBytes = 8 * (maximumSamples + 1)
        let offsets = try OpenCLBuffer(byteCount: offsetBytes, in: context)
        let hostOffsets = try OpenCLHostBuffer(byteCount: offsetBytes, in: context, on: queue)
        let partialSums = try OpenCLBuffer(byteCount: 8 * groups, in: context)
        let hostPartialSums = try OpenCLHostBuffer(byteCount: 8 * groups, in: context, on: queue)
        var kernel = try program.kernel("checksum")
        try kernel.setArgument(1, to: offsets)
        try kernel.setArgument(3, to: partialSums)
        self.maximumSamples = maximumSamples
        self.groupSize = groupSize
        self.groups = groups
        self.kernel = kernel
        self.offsets = offsets
        self.hostOffsets = hostOffsets
        self.partialSums = partialSums
        self.hostPartialSums = hostPartialSums
    }

    /// Begins with a batch, and returns at once unless the batch before is still under way.
    ///
    /// - Parameters:
    ///   - batch: the samples' bytes, one sample after the other.
    ///   - sampleOffsets: the byte at which each sample begins, then the one after the last: rising, at most
    ///     `maximumSamples + 1`, within the buffer.
    ///   - queue: of the same context.
    ///   - waitList: commands of other queues to wait for, such as the copy of the batch.
    /// - Returns: the kernel's event; the batch may be changed when it has ended.
    package mutating func enqueue(
        over batch: borrowing OpenCLBuffer, sampleOffsets: [Int], on queue: borrowing OpenCLQueue,
        after waitList: borrowing OpenCLWaitList = .init()
    ) throws(OpenCLError) -> OpenCLEvent {
        try checkOffsets(sampleOffsets, batch.byteCount)
        _ = try finishPending()
        hostOffsets.withUnsafeMutableBytes { bytes in
            sampleOffsets.withUnsafeBytes { bytes.copyMemory(from: $0) }
        }
        try kernel.setArgument(0, to: batch)
        try kernel.setArgument(2, to: UInt64(sampleOffsets.count - 1))
        pendingOffsets = try queue.enqueueWrite(
            8 * sampleOffsets.count, of: hostOffsets, to: offsets, after: waitList)
        let event = try queue.enqueue(kernel, groups: groups, groupSize: groupSize)
        pending = try queue.enqueueRead(8 * groups, of: partialSums, to: hostPartialSums)
        try queue.flush()
        return event
    }

    /// Waits for the batch under way.
    ///
    /// - Returns: its checksum.
    /// - Precondition: there is one.
    package mutating func value() throws(OpenCLError) -> UInt64 {
        let isPending = try finishPending()
        precondition(isPending, "the checksum of no batch was begun")
        return hostPartialSums.withUnsafeBytes { $0.bindMemory(to: UInt64.self).reduce(0, &+) }
    }

    private mutating func finishPending() throws(OpenCLError) -> Bool {
        guard let event = pending.take() else { return false }
        try event.wait()
        return true
    }

    private func checkOffsets(_ offsets: [Int], _ byteCount: Int) throws(OpenCLError) {
        let isRising = zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
        guard (2...maximumSamples + 1).contains(offsets.count), isRising, offsets[0] >= 0,
            offsets[offsets.count - 1] <= byteCount
        else {
            throw OpenCLError(
                .invalidValue, call: "checksum",
                detail: "\(offsets.count) offsets; 2 to \(maximumSamples + 1) rising ones within "
                    + "\(byteCount) bytes are accepted")
        }
    }
}

extension ChecksumKernel {
    /// Every work item takes every n-th word of each sample; a tree adds up the sums of a group.
    static func source(groupSize: Int) -> String {
        """
        ulong digest(ulong word) {
            ulong z = word + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }

        ulong word_at(__global const uchar *bytes, ulong count) {
            ulong word = 0;
            if (count >= 8) {
                for (uint i = 0; i < 8; i++) word |= (ulong)bytes[i] << (8 * i);
            } else {
                for (uint i = 0; i < count; i++) word |= (ulong)bytes[i] << (8 * i);
            }
            return word;
        }

        __kernel void checksum(__global const uchar *batch, __global const ulong *offsets, ulong samples,
                               __global ulong *partial_sums) {
            const ulong factor = \(ContentChecksum.positionFactor)UL;
            __local ulong sums[\(groupSize)];
            ulong sum = 0;
            for (ulong sample = 0; sample < samples; sample++) {
                const ulong start = offsets[sample];
                const ulong bytes = offsets[sample + 1] - start;
                if (get_global_id(0) == 0) sum += digest(bytes - factor);
                for (ulong i = get_global_id(0); 8 * i < bytes; i += get_global_size(0)) {
                    sum += digest(word_at(batch + start + 8 * i, bytes - 8 * i) + i * factor);
                }
            }
            const uint item = get_local_id(0);
            sums[item] = sum;
            barrier(CLK_LOCAL_MEM_FENCE);
            for (uint half_size = \(groupSize / 2); half_size > 0; half_size /= 2) {
                if (item < half_size) sums[item] += sums[item + half_size];
                barrier(CLK_LOCAL_MEM_FENCE);
            }
            if (item == 0) partial_sums[get_group_id(0)] = sums[0];
        }
        """
    }
}
