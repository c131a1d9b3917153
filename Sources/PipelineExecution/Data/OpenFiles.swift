/// Files that are kept open between reads, up to a limit; which one gives way is decided by the clock algorithm.
///
/// A file that gives way while somebody reads it is closed when the last reader is done.
///
/// - Source: Corbató (1968), "A paging experiment with the Multics system", MIT Project MAC report MAC-M-384.
final class OpenFiles: Sendable {
    fileprivate struct Slot {
        let number: Int64
        let file: OpenFile
        var isRecent = true
    }

    fileprivate struct Slots {
        var slots: [Slot] = []
        var places: [Int64: Int] = [:]
        var hand = 0
    }

    private let limit: Int
    private let kept = Monitor(Slots())

    init(limit: Int) { self.limit = max(1, limit) }

    /// The file of this number, opened now unless it is open.
    func file(
        _ number: Int64, open: () throws(DataError) -> OpenFile
    ) throws(DataError) -> OpenFile {
        if let file = kept.withLock({ $0.find(number) }) { return file }
        // Opening may wait for the disk, so other threads must not wait for it.
        let file = try open()
        let (winner, evicted) = kept.withLock { $0.keep(file, number, limit: limit) }
        // Closed out of the lock.
        _ = consume evicted
        return winner
    }

    /// How many are open.
    var count: Int { kept.withLock { $0.slots.count } }
}

extension OpenFiles.Slots {
    fileprivate mutating func find(_ number: Int64) -> OpenFile? {
        guard let place = places[number] else { return nil }
        slots[place].isRecent = true
        return slots[place].file
    }

    /// Keeps a file; gives the one to use, which another thread may have opened meanwhile, and the one that gave way.
    fileprivate mutating func keep(_ file: OpenFile, _ number: Int64, limit: Int) -> (OpenFile, OpenFile?) {
        if let other = find(number) { return (other, file) }
        guard slots.count >= limit else {
            places[number] = slots.count
            slots.append(OpenFiles.Slot(number: number, file: file))
            return (file, nil)
        }
        while slots[hand].isRecent {
            slots[hand].isRecent = false
            hand = (hand + 1) % slots.count
        }
        let evicted = slots[hand]
        places[evicted.number] = nil
        places[number] = hand
        slots[hand] = OpenFiles.Slot(number: number, file: file)
        hand = (hand + 1) % slots.count
        return (file, evicted.file)
    }
}
