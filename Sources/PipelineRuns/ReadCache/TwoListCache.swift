/// Linux's page cache: an inactive list that new samples enter and leave in order, and an active one of those that were
/// used twice there.
///
/// The active list gives its oldest back where it is the longer one. A sample that is missed again before as many bytes
/// have left the inactive list as the active one holds would have been found in a longer list, and becomes active at
/// once (refault distance). Whole samples stand for pages: reads touch all pages of a sample.
///
/// - Source: Linux, `mm/workingset.c` (J. Weiner 2014, "thrash detection-based file cache sizing") and `mm/swap.c`
///   (`folio_mark_accessed`), 6.18; [record 18](docs/decisions/0018-storage.md) has what a kernel measured beside it.
struct TwoListCache: CachePolicy {
    private let capacityBytes: Int64
    private var inactive = KeptSamples()
    private var active = KeptSamples()
    /// Bytes that have left the inactive list, evicted or made active.
    private var age: Int64 = 0
    /// What `age` was when a sample was evicted.
    private var evictedAt: [Int64: Int64] = [:]

    init(capacityBytes: Int64) { self.capacityBytes = capacityBytes }

    var keptBytes: Int64 { inactive.bytes + active.bytes }

    mutating func isFound(_ sample: Int64, epoch: Int32) -> Bool {
        if active[sample] != nil {
            active.refer(to: sample)
            return true
        }
        guard let member = inactive[sample] else { return false }
        guard member.isReferenced else {
            inactive.refer(to: sample)
            return true
        }
        inactive.remove(sample)
        active.add(sample, bytes: member.bytes)
        age += member.bytes
        return true
    }

    mutating func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool {
        guard wouldKeep(bytes: bytes), active[sample] == nil, inactive[sample] == nil else { return false }
        while keptBytes > capacityBytes - bytes {
            balance()
            guard let gone = inactive.removeOldest() else { break }
            age += gone.bytes
            evictedAt[gone.sample] = age
            evict(gone.sample)
        }
        if let since = evictedAt.removeValue(forKey: sample), age - since <= active.bytes {
            active.add(sample, bytes: bytes, isReferenced: true)
            age += bytes
        } else {
            inactive.add(sample, bytes: bytes, isReferenced: true)
        }
        return true
    }

    func wouldKeep(bytes: Int64) -> Bool { bytes <= capacityBytes }

    private mutating func balance() {
        guard inactive.bytes < active.bytes || inactive.isEmpty, let member = active.removeOldest() else { return }
        inactive.add(member.sample, bytes: member.bytes, isReferenced: member.isReferenced)
    }
}
