import Pipelines

/// How much reads may take that are made to be timed.
struct ReadLimits {
    /// Time for the reads of one kind, in seconds; each thread makes one, however long that takes.
    var seconds: Double
    /// Reads of all threads together, at the least 20 for each.
    var reads = 200
    /// What the threads' buffers may occupy together, in bytes.
    var memoryBytes: Int64
}

extension SampleReader {
    /// Seconds of a read of hardly any bytes, one at a time.
    func latencySeconds(_ limits: ReadLimits) throws(ExecutionError) -> Double {
        let set = directory.dataSet
        return try seconds(threads: 1, bytesPerRead: 4096, limits) { sample, memory throws(DataError) in
            try self.read(sample, into: memory, atMost: min(4096, set.location(ofSample: sample).byteCount))
        }
    }

    /// Seconds of a read of a whole sample, or row group, `depth` at a time.
    func secondsPerRead(depth: Int, _ groups: FileLayout?, _ limits: ReadLimits) throws(ExecutionError) -> Double {
        let bytes = Int128(directory.dataSet.largestSampleBytes) * Int128(groups?.mostSamplesPerGroup ?? 1)
        return try seconds(threads: depth, bytesPerRead: bytes, limits) { sample, memory throws(DataError) in
            guard let group = groups?.group(around: sample) else { return try self.read(sample, into: memory) }
            let count = group.reduce(0) { $0 + self.directory.dataSet.location(ofSample: $1).byteCount }
            try self.read(group, into: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
            return count
        }
    }

    /// Samples all over the data set, so that the next one is not already in some cache.
    ///
    /// - Throws: `notEnoughMemory` for the buffers, `stopped` when the task is cancelled, or what a read throws.
    func seconds(
        threads: Int, bytesPerRead: Int128, _ limits: ReadLimits,
        _ read: @escaping @Sendable (Int64, UnsafeMutableRawBufferPointer) throws(DataError) -> Int
    ) throws(ExecutionError) -> Double {
        let needed = Int128(threads) * (bytesPerRead + 1)
        guard needed <= Int128(limits.memoryBytes) else {
            throw .notEnoughMemory(neededBytes: Int64(clamping: needed), availableBytes: limits.memoryBytes)
        }
        let (samples, byteCount) = (directory.dataSet.samples, Int(bytesPerRead) + 1)
        let (reads, deadline) = (max(20, limits.reads / threads), HostClock.nanoseconds + Int64(1e9 * limits.seconds))
        let (timing, ended, stop) = (Monitor(ReadTiming(running: threads)), Condition(), StopSignal())
        var started: [WorkerThread] = []
        defer {
            stop.raise()
            for thread in started { thread.join() }
        }
        for thread in 0..<threads {
            started.append(
                try WorkerThread {
                    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 4096)
                    defer { memory.deallocate() }
                    var times: [Double] = []
                    var failure: DataError?
                    for number in 0..<reads where failure == nil {
                        if stop.isRaised || number > 0 && HostClock.nanoseconds >= deadline { break }
                        let sample = Int64(number * threads + thread) &* 7919 % samples
                        let start = HostClock.nanoseconds
                        do throws(DataError) { _ = try read(sample, memory) } catch { failure = error }
                        times.append(HostClock.seconds(since: start))
                    }
                    timing.withLock { $0.end(times, failure) }
                    ended.signal()
                })
        }
        return try Self.mean(timing, ended, stop)
    }

    /// What the threads have found when all have ended; when the task is cancelled, they are asked to.
    private static func mean(
        _ timing: Monitor<ReadTiming>, _ ended: Condition, _ stop: StopSignal
    ) throws(ExecutionError) -> Double {
        var all: ReadTiming?
        while all == nil {
            if Task.isCancelled { stop.raise() }
            all = timing.wait(for: ended, until: HostClock.nanoseconds + 50_000_000) { $0.running == 0 ? $0 : nil }
        }
        if stop.isRaised { throw .stopped }
        if let failure = all?.failure { throw .data(failure) }
        return all?.times.trimmedMean ?? 0
    }
}

/// What threads that read have found so far.
private struct ReadTiming {
    /// Threads that have not ended.
    var running: Int
    var times: [Double] = []
    /// The first.
    var failure: DataError?

    init(running: Int) { self.running = running }

    /// Takes what a thread has found.
    mutating func end(_ times: [Double], _ failure: DataError?) {
        running -= 1
        self.times += times
        self.failure = self.failure ?? failure
    }
}
