/// When the threads of a pool worked, and when all of them did: a call that waits then waits for a thread.
struct PoolWork {
    /// A piece of work on a function.
    struct Span {
        let start: Double
        let end: Double
        /// The thread, by number.
        let thread: Int
    }

    /// When all threads begin and end to be at work together, and for how long they were until then.
    private var marks: [(time: Double, secondsBefore: Double, isBeginning: Bool)] = []

    /// Finds when as many threads worked at the same time as a pool has.
    ///
    /// - Parameters:
    ///   - spans: in any order; spans of one thread may be inside each other.
    ///   - threads: of the pool.
    init(_ spans: [Span], threads: Int) {
        var changes: [(time: Double, step: Int)] = []
        for spans in Dictionary(grouping: spans, by: \.thread).values {
            for (start, end) in Self.joined(spans.map { ($0.start, $0.end) }) {
                changes += [(start, 1), (end, -1)]
            }
        }
        var (working, seconds, since) = (0, 0.0, 0.0)
        for change in changes.sorted(by: { ($0.time, $0.step) < ($1.time, $1.step) }) {
            let wasFull = working >= threads
            working += change.step
            guard wasFull != (working >= threads) else { continue }
            if wasFull { seconds += change.time - since } else { since = change.time }
            marks.append((change.time, seconds, !wasFull))
        }
    }

    /// Seconds between two times in which no thread was free.
    func secondsWithoutThread(from start: Double, to end: Double) -> Double {
        max(0, secondsWithoutThread(until: end) - secondsWithoutThread(until: start))
    }

    /// Whether no thread was free at a time.
    func isFull(at time: Double) -> Bool { lastMark(until: time)?.isBeginning ?? false }

    private func secondsWithoutThread(until time: Double) -> Double {
        guard let mark = lastMark(until: time) else { return 0 }
        return mark.secondsBefore + (mark.isBeginning ? time - mark.time : 0)
    }

    private func lastMark(until time: Double) -> (time: Double, secondsBefore: Double, isBeginning: Bool)? {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1] : nil
    }

    /// Spans without what they share, in the order of time.
    static func joined(_ spans: [(start: Double, end: Double)]) -> [(start: Double, end: Double)] {
        var joined: [(start: Double, end: Double)] = []
        for span in spans.sorted(by: { $0.start < $1.start }) {
            if let last = joined.last, span.start <= last.end {
                joined[joined.count - 1].end = max(last.end, span.end)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}
