/// What a process noted of the batches that it made; times in seconds.
struct LoopNotes: Sendable {
    /// The worker's number; nil for the loop's own process.
    let worker: Int?
    /// When the worker took over, in seconds since the recording began; nil for the loop's own process.
    let start: Double?
    /// Computation of the process until then.
    let bootCore: Double

    /// Place of each batch among all of the process.
    let number: [Int]
    /// When its first sample was begun.
    let begin: [Double]
    /// All its samples.
    let fetch: [Double]
    /// Computation of the thread meanwhile.
    let fetchCore: [Double]
    /// How long the thread was ready meanwhile, and had no core.
    let fetchDelay: [Double]
    /// Samples in it.
    let samples: [Int]
    /// Joining them.
    let collate: [Double]
    /// Computation of the thread meanwhile.
    let collateCore: [Double]
    /// Computation of the thread between the batch before and this one.
    let gapCore: [Double?]
    /// Computation of other threads of the process since the end of the batch before.
    let otherThreads: [Double?]
    /// Bytes of the batch.
    let bytes: [Double]
    /// Of its samples every n-th was timed.
    let every: [Int]
    /// Samples that were made with one call, and timed together.
    let group: [Int]

    /// Times of samples.
    let sampleWall: [Double]
    /// Computation of samples.
    let sampleCore: [Double]

    /// When a batch was complete.
    func end(_ batch: Int) -> Double { begin[batch] + fetch[batch] + collate[batch] }
}

extension LoopNotes: Decodable {
    private enum CodingKeys: String, CodingKey {
        case worker, batches, samples
        case start = "start_us"
        case bootCore = "boot_core_us"
    }

    private enum BatchKeys: String, CodingKey {
        case number, samples, bytes, every, group
        case begin = "begin_us"
        case fetch = "fetch_us"
        case fetchCore = "fetch_core_us"
        case fetchDelay = "fetch_delay_us"
        case collate = "collate_us"
        case collateCore = "collate_core_us"
        case gapCore = "gap_core_us"
        case otherThreads = "other_threads_us"
    }

    private enum SampleKeys: String, CodingKey {
        case wall = "wall_us"
        case core = "core_us"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        worker = try container.decodeIfPresent(Int.self, forKey: .worker)
        start = container.contains(.start) ? try container.seconds(.start) : nil
        bootCore = container.contains(.bootCore) ? try container.seconds(.bootCore) : 0
        let batches = try container.nestedContainer(keyedBy: BatchKeys.self, forKey: .batches)
        number = try batches.counts(.number, 0...Int(Int32.max))
        begin = try batches.seconds(.begin)
        fetch = try batches.seconds(.fetch)
        fetchCore = try batches.seconds(.fetchCore)
        fetchDelay = try batches.seconds(.fetchDelay)
        samples = try batches.counts(.samples, 1...10_000_000)
        collate = try batches.seconds(.collate)
        collateCore = try batches.seconds(.collateCore)
        gapCore = try batches.knownSeconds(.gapCore)
        otherThreads = try batches.knownSeconds(.otherThreads)
        bytes = try batches.counts(.bytes, 0...1_000_000_000_000_000).map(Double.init)
        every = try batches.counts(.every, 1...10_000)
        group = try batches.counts(.group, 1...10_000_000)
        try batches.check(
            [
                (.begin, begin.count), (.fetch, fetch.count), (.fetchCore, fetchCore.count),
                (.fetchDelay, fetchDelay.count), (.samples, samples.count), (.collate, collate.count),
                (.collateCore, collateCore.count), (.gapCore, gapCore.count), (.otherThreads, otherThreads.count),
                (.bytes, bytes.count), (.every, every.count), (.group, group.count),
            ], are: number.count)
        let timed = try container.nestedContainer(keyedBy: SampleKeys.self, forKey: .samples)
        sampleWall = try timed.seconds(.wall)
        sampleCore = try timed.seconds(.core)
        try timed.check([(.core, sampleCore.count)], are: sampleWall.count)
    }
}
