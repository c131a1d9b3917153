import Glibc

/// The bytes of one sample in host memory, which several elements may share; they do not change once they are there.
final class SampleBytes: Sendable {
    /// The checksum that the bytes must have.
    let checksum: UInt64
    // Written by the initialiser alone, before any other thread can have the object.
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer

    /// Allocates memory and has it filled.
    ///
    /// - Parameter fill: fills the memory, and says what its checksum must be.
    /// - Throws: what `fill` throws; `hostMemory` when there is none.
    init(
        byteCount: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(ExecutionError) -> UInt64
    ) throws(ExecutionError) {
        // Lines of the processor's cache are not shared with other samples.
        guard let start = aligned_alloc(64, (max(byteCount, 1) + 63) / 64 * 64) else {
            throw .hostMemory(byteCount: byteCount)
        }
        let memory = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
        do throws(ExecutionError) { checksum = try fill(memory) } catch {
            free(start)
            throw error
        }
        self.memory = memory
    }

    deinit { free(memory.baseAddress) }

    var byteCount: Int { memory.count }

    /// The bytes.
    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(memory))
    }

    /// A copy of a part of them.
    func part(_ range: Range<Int>) throws(ExecutionError) -> SampleBytes {
        try SampleBytes(byteCount: range.count) { target in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[range]))
            return ContentChecksum.of(UnsafeRawBufferPointer(target))
        }
    }

    /// The result of a function that returns `byteCount` bytes: the same bytes over and over.
    func resized(to byteCount: Int) throws(ExecutionError) -> SampleBytes {
        try SampleBytes(byteCount: byteCount) { target throws(ExecutionError) in
            var filled = 0
            while filled < byteCount, self.byteCount > 0 {
                let piece = min(self.byteCount, byteCount - filled)
                UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + piece])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<piece]))
                filled += piece
            }
            if self.byteCount == 0 { target.initializeMemory(as: UInt8.self, repeating: 0) }
            return ContentChecksum.of(UnsafeRawBufferPointer(target))
        }
    }
}
