import Pipelines

extension SampleReader {
    private static let reads = 200

    /// Seconds of a read of hardly any bytes, one at a time.
    func latencySeconds() throws(ExecutionError) -> Double {
        let set = directory.dataSet
        return try seconds(threads: 1) { sample, memory throws(DataError) in
            try self.read(sample, into: memory, atMost: min(4096, set.location(ofSample: sample).byteCount))
        }
    }

    /// Seconds of a read of a whole sample, or row group, `depth` at a time.
    func secondsPerRead(depth: Int, _ groups: FileLayout?) throws(ExecutionError) -> Double {
        try seconds(threads: depth, samplesPerRead: Int(groups?.mostSamplesPerGroup ?? 1)) {
            sample, memory throws(DataError) in
            guard let group = groups?.group(around: sample) else { return try self.read(sample, into: memory) }
            let count = group.reduce(0) { $0 + self.directory.dataSet.location(ofSample: $1).byteCount }
            try self.read(group, into: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
            return count
        }
    }

    /// Samples all over the data set, so that the next one is not already in some cache.
    private func seconds(
        threads: Int, samplesPerRead: Int = 1,
        _ read: @escaping @Sendable (Int64, UnsafeMutableRawBufferPointer) throws(DataError) -> Int
    ) throws(ExecutionError) -> Double {
        let set = directory.dataSet
        let results = Monitor<Result<[Double], DataError>>(.success([]))
        var started: [WorkerThread] = []
        for thread in 0..<threads {
            started.append(
                try WorkerThread {
                    let memory = UnsafeMutableRawBufferPointer.allocate(
                        byteCount: Int(set.largestSampleBytes) * samplesPerRead + 1, alignment: 4096)
                    defer { memory.deallocate() }
                    var times: [Double] = []
                    for number in 0..<max(20, Self.reads / threads) {
                        let sample = Int64(number * threads + thread) &* 7919 % set.samples
                        let start = HostClock.nanoseconds
                        do throws(DataError) { _ = try read(sample, memory) } catch {
                            results.withLock { $0 = .failure(error) }
                            return
                        }
                        times.append(HostClock.seconds(since: start))
                    }
                    results.withLock { $0 = $0.map { $0 + times } }
                })
        }
        for thread in started { thread.join() }
        switch results.withLock({ $0 }) {
        case .success(let times): return times.trimmedMean ?? 0
        case .failure(let error): throw .data(error)
        }
    }
}
