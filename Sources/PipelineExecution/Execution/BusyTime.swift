import DiscreteEvent
import Pipelines

/// Keeps the calling thread's core busy.
enum BusyTime {
    /// Until the thread has had so much time on a core.
    ///
    /// Time on a core, not on the wall: with more threads than cores each takes longer, as it would with real
    /// functions.
    static func spin(nanoseconds: Int64, _ stop: StopSignal) {
        if nanoseconds <= 0 { return }
        let end = SimulationTime.sum(CPUClock.threadNanoseconds, nanoseconds)
        while CPUClock.threadNanoseconds < end, !stop.isRaised {}
    }
}

/// A computation whose length is known: checksums over the bytes of an element, over and over.
struct CalibratedWork: Sendable {
    /// What the fastest of several measured runs came to.
    let bytesPerSecond: Double

    private static let blockBytes = 64 << 10

    /// Measures how fast a core is at it, in about 20 ms.
    init() throws(ExecutionError) {
        let block = try Self.block()
        var shortest = Int64.max
        for _ in 0..<20 {
            let start = CPUClock.threadNanoseconds
            for _ in 0..<32 { _ = block.withUnsafeBytes(ContentChecksum.of) }
            shortest = min(shortest, CPUClock.threadNanoseconds - start)
        }
        bytesPerSecond = Double(32 * Self.blockBytes) / Double(max(1, shortest)) * 1e9
        spare = block
    }

    /// What is computed over where an element has no bytes.
    private let spare: SampleBytes

    private static func block() throws(ExecutionError) -> SampleBytes {
        try SampleBytes(byteCount: blockBytes) { memory in
            for index in memory.indices { memory[index] = UInt8(truncatingIfNeeded: index &* 167) }
            return ContentChecksum.of(UnsafeRawBufferPointer(memory))
        }
    }

    /// Computes as long as takes a core that has nothing else to do.
    ///
    /// - Throws: `wrongResult` when a pass over a sample gives another checksum than it must.
    func perform(nanoseconds: Int64, over samples: [SampleBytes], _ stop: StopSignal) throws(ExecutionError) {
        var bytes = Int(min(Double(nanoseconds) * 1e-9 * bytesPerSecond, 1e18))
        let samples = samples.contains { $0.byteCount > 0 } ? samples : [spare]
        while bytes > 0 {
            for sample in samples where bytes > 0 && !stop.isRaised {
                let part = min(bytes, sample.byteCount)
                bytes -= part
                let checksum = sample.withUnsafeBytes {
                    ContentChecksum.of(UnsafeRawBufferPointer(rebasing: $0[..<part]))
                }
                if part == sample.byteCount && checksum != sample.checksum { throw .wrongResult }
            }
            if stop.isRaised { return }
        }
    }
}
