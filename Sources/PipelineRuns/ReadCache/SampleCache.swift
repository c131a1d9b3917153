import Pipelines

/// The samples that were read from the disk and are kept, over all accelerators of a run.
///
/// Accelerators that read the same sample find each other's copy.
@usableFromInline
package struct SampleCache {
    /// Samples asked for, and those of them that were found.
    package private(set) var samples = (asked: 0, found: 0)
    /// Whether what is kept is in host memory that nobody else can have.
    let holdsMemory: Bool
    private var policy: any CachePolicy
    private let isOnDisk: Bool
    /// Whether what a stage reads from the disk are samples, not elements that it keeps in a file of its own.
    private let readsSamples: [Bool]
    /// Samples that have gone since they were last taken, where that is tracked.
    private var evicted: [Int64] = []
    private let tracksEvictions: Bool
    /// Samples that were found, of which the next in their file has not been asked for; nil where each is a request anyway.
    ///
    /// If that one is not found, it takes a request of its own.
    private var foundBeforeNext: Set<Int64>?

    /// - Parameter tracksEvictions: whether somebody takes the samples that go.
    init?(_ scenario: Scenario, replication: UInt32, tracksEvictions: Bool) {
        let cache = scenario.platform.readCache
        guard cache.isUsed else { return nil }
        isOnDisk = cache.place == .disk
        readsSamples = scenario.pipeline.readsSamples
        let files = scenario.pipeline.files ?? scenario.pipeline.storedFiles
        policy = cache.madePolicy(for: files.layout, seed: scenario.run.seed, replication: replication)
        // Linux gives pages of its cache up to whoever needs memory.
        holdsMemory = !isOnDisk && cache.missRate == nil && cache.policy != .pageCache
        self.tracksEvictions = tracksEvictions
        foundBeforeNext = files.samplesPerOpening > 1 ? [] : nil
    }

    /// Where a sample is read that a stage asks for.
    mutating func place(of work: Work) -> Work.Place {
        guard isSample(work) else { return work.place }
        let sample = work.element.sample
        samples.asked += 1
        let followsFound = foundBeforeNext?.remove(sample - 1) != nil
        guard policy.isFound(sample, epoch: work.element.epoch) else {
            return followsFound && work.place == .diskStream ? .diskRequest : work.place
        }
        samples.found += 1
        foundBeforeNext?.insert(sample)
        return .cacheRead
    }

    /// Whether a sample that has been read from the disk is now to be written to the cache's own disk.
    func isToBeWritten(_ work: Work) -> Bool {
        isOnDisk && isSample(work) && policy.wouldKeep(bytes: work.element.bytes)
    }

    private func isSample(_ work: Work) -> Bool { work.place.isRead && readsSamples[Int(work.stage)] }

    /// Whether this ends the way of a sample that was not found.
    func isEndOfReading(_ work: Work) -> Bool { work.place == .cacheWrite || isSample(work) && !isToBeWritten(work) }

    /// A sample that was not found has been read, and has been written where the cache is on a disk.
    ///
    /// - Returns: whether it is kept.
    mutating func keep(_ element: Element) -> Bool {
        var gone: [Int64] = []
        let isKept = policy.keep(element.sample, bytes: element.bytes) { gone.append($0) }
        if tracksEvictions { evicted += gone }
        return isKept
    }

    /// Bytes that are kept.
    var keptBytes: Int64 { policy.keptBytes }

    /// The samples that have gone since the last call.
    mutating func takeEvicted() -> [Int64] {
        defer { evicted = [] }
        return evicted
    }
}

extension ReadCache {
    fileprivate func madePolicy(for layout: FileLayout, seed: UInt64, replication: UInt32) -> any CachePolicy {
        if let missRate {
            return MeasuredCache(missRate: missRate, layout: layout, seed: seed, replication: replication)
        }
        return switch policy {
        case .minio: FirstComeCache(capacityBytes: capacityBytes)
        case .lru: RecentUseCache(capacityBytes: capacityBytes)
        case .pageCache: TwoListCache(capacityBytes: capacityBytes)
        }
    }
}
