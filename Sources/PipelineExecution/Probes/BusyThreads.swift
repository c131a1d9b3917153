/// Threads that move memory as long as the value lives, as workers do that decode.
struct BusyThreads: ~Copyable {
    private let stop = StopSignal()
    private var threads: [WorkerThread] = []
    /// More than the caches nearest to a core hold.
    private static let blockBytes = 4 << 20

    /// Starts some.
    ///
    /// - Throws: `threadRefused` when the operating system gives fewer.
    init(_ count: Int) throws(ExecutionError) {
        for _ in 0..<count {
            threads.append(try WorkerThread { [stop] in Self.moveMemory(until: stop) })
        }
    }

    /// How many there are.
    var count: Int { threads.count }

    deinit {
        stop.raise()
        for thread in threads { thread.join() }
    }

    private static func moveMemory(until stop: StopSignal) {
        var blocks = [UInt8](repeating: 1, count: 2 * blockBytes)
        blocks.withUnsafeMutableBytes { blocks in
            while !stop.isRaised {
                let source = UnsafeRawBufferPointer(rebasing: blocks[..<blockBytes])
                UnsafeMutableRawBufferPointer(rebasing: blocks[blockBytes...]).copyMemory(from: source)
            }
        }
    }
}
