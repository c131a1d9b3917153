import DequeModule

/// The samples of batches where indices come from upstream.
///
/// They come from upstream one by one. Those of an indexed data set go to whichever worker is next; an iterable one
/// is gone through by each worker at its own pace, so that indices are kept until the slowest has passed them.
struct SampleAssignment: BatchAssignment {
    private let dataset: DataLoader.Dataset
    private let size: Int
    private let dropsRemainder: Bool
    private var indices = Deque<Element>()
    /// Position of the first of `indices` in the data.
    private var start = 0
    private var hasEnded = false
    /// Samples taken by each worker; of an indexed data set by all together.
    private var taken: [Int]

    init(_ loader: DataLoader) {
        dataset = loader.dataset
        size = loader.batchSize
        dropsRemainder = loader.remainder == .drop
        taken = Array(repeating: 0, count: dataset == .indexed ? 1 : max(1, loader.workers))
    }

    mutating func end() { hasEnded = true }

    mutating func add(_ index: Element) { indices.append(index) }

    mutating func next(worker: Int) -> AssignedBatch {
        let reader = dataset == .indexed ? 0 : worker
        let end = start + indices.count
        guard hasEnded || position(of: taken[reader] + size - 1, reader) < end else { return .needsMore }
        var samples: [Element] = []
        while samples.count < size, position(of: taken[reader] + samples.count, reader) < end {
            samples.append(indices[position(of: taken[reader] + samples.count, reader) - start])
        }
        taken[reader] += samples.count
        if dropsRemainder && samples.count < size { samples = [] }
        forgetPassed()
        return .samples(samples)
    }

    /// Where in the data a reader's sample is, counted from 0 for each reader.
    private func position(of sample: Int, _ reader: Int) -> Int {
        dataset == .sharded ? sample * taken.count + reader : sample
    }

    private mutating func forgetPassed() {
        let needed = taken.indices.map { position(of: taken[$0], $0) }.min() ?? start
        let passed = min(needed - start, indices.count)
        guard passed > 0 else { return }
        indices.removeFirst(passed)
        start += passed
    }
}
