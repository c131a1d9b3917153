import DequeModule

/// The samples of batches where workers own whole files: each goes through its own, one after the other.
struct FileAssignment: BatchAssignment {
    private let size: Int
    private let dropsRemainder: Bool
    private let shares: FileShares
    /// The files that each worker has yet to read to their ends.
    private var files: [Deque<Element>]
    /// Samples that each worker has taken of the first of them.
    private var taken: [Int64]
    /// Samples that each worker has yet to take.
    private var left: [Int64]
    private var arrived: Int64 = 0
    private var hasEnded = false

    init(_ loader: DataLoader, _ shares: FileShares) {
        size = loader.batchSize
        dropsRemainder = loader.remainder == .drop
        self.shares = shares
        files = Array(repeating: [], count: shares.workers)
        taken = Array(repeating: 0, count: shares.workers)
        left = taken
    }

    mutating func add(_ file: Element) {
        let owner = shares.owner(ofFile: arrived)
        arrived += 1
        files[owner].append(file)
        left[owner] += file.samples
    }

    mutating func end() { hasEnded = true }

    mutating func next(worker: Int) -> AssignedBatch {
        guard hasEnded || left[worker] >= Int64(size) else { return .needsMore }
        var samples: [Element] = []
        while samples.count < size, let sample = takeNext(worker) { samples.append(sample) }
        left[worker] -= Int64(samples.count)
        return .samples(dropsRemainder && samples.count < size ? [] : samples)
    }

    private mutating func takeNext(_ worker: Int) -> Element? {
        while let file = files[worker].first {
            if taken[worker] < file.samples {
                let sample = file.sample + taken[worker]
                taken[worker] += 1
                return Element(file: sample..<sample + 1, epoch: file.epoch)
            }
            files[worker].removeFirst()
            taken[worker] = 0
        }
        return nil
    }
}

/// Which worker owns which file.
struct FileShares {
    /// Workers, at least one.
    let workers: Int
    let split: DataLoader.Split
    /// Files of a pass through the data.
    let files: Int64

    /// The owner of a file, counted from the first of the epoch.
    ///
    /// Blocks differ by one file at most, and the longer ones come first, as NumPy's `array_split` and contiguous shards
    /// of Hugging Face's data sets have it.
    func owner(ofFile file: Int64) -> Int {
        let count = Int64(workers)
        guard split == .blocks, files > 0 else { return Int(file % count) }
        let (position, least, longer) = (file % files, files / count, files % count)
        if position < longer * (least + 1) { return Int(position / (least + 1)) }
        return Int(longer + (position - longer * (least + 1)) / max(1, least))
    }

    /// Files of a pass that a worker owns.
    func files(ofWorker worker: Int) -> Int64 {
        files / Int64(workers) + (Int64(worker) < files % Int64(workers) ? 1 : 0)
    }
}
