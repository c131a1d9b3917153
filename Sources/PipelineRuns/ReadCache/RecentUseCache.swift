/// What was used last stays.
///
/// In a new random order each epoch the share that is not found is (1 − x)(1 − ln(1 − x)), where x is capacity ÷ data: a
/// sample is found if fewer others than there is room for were used since.
struct RecentUseCache: CachePolicy {
    private let capacityBytes: Int64
    private var samples = KeptSamples()

    init(capacityBytes: Int64) { self.capacityBytes = capacityBytes }

    var keptBytes: Int64 { samples.bytes }

    mutating func isFound(_ sample: Int64, epoch: Int32) -> Bool {
        guard let member = samples.remove(sample) else { return false }
        samples.add(sample, bytes: member.bytes)
        return true
    }

    mutating func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool {
        guard wouldKeep(bytes: bytes), samples[sample] == nil else { return false }
        while samples.bytes > capacityBytes - bytes, let gone = samples.removeOldest() { evict(gone.sample) }
        samples.add(sample, bytes: bytes)
        return true
    }

    func wouldKeep(bytes: Int64) -> Bool { bytes <= capacityBytes }
}
