import Pipelines

/// The contents of a file, a chunk at a time.
struct FileChunks: ~Copyable {
    private let dataSet: DataSet
    private let contents: SampleContents
    private let memory: UnsafeMutableRawBufferPointer
    private var sample: Int64
    private let end: Int64
    /// Bytes of the sample that were delivered.
    private var position: Int64 = 0

    init(_ file: Int64, of dataSet: DataSet, chunkBytes: Int) {
        self.dataSet = dataSet
        contents = SampleContents(seed: dataSet.seed)
        memory = .allocate(byteCount: min(chunkBytes, Int(max(1, dataSet.bytes(ofFile: file)))), alignment: 16)
        let samples = dataSet.lengths.samples(ofFile: file)
        (sample, end) = (samples.lowerBound, samples.upperBound)
    }

    deinit { memory.deallocate() }

    /// The next bytes, until the next call; nil after the last.
    mutating func next() -> UnsafeRawBufferPointer? {
        var filled = 0
        while filled < memory.count && sample < end {
            let rest = dataSet.bytes(ofSample: sample) - position
            let count = Int(min(rest, Int64(memory.count - filled)))
            let part = UnsafeMutableRawBufferPointer(rebasing: memory[filled..<filled + count])
            contents.fill(part, sample: sample, from: position)
            filled += count
            position += Int64(count)
            if Int64(count) == rest { (sample, position) = (sample + 1, 0) }
        }
        return filled == 0 ? nil : UnsafeRawBufferPointer(rebasing: memory[..<filled])
    }
}
