extension ThreadWalk {
    /// Leaves out of the iterators' calls what functions that they waited for waited for a thread of the pool, while
    /// none was free: that is simulated.
    ///
    /// A profile does not say which function such a call ran. It is the one that ended last before the call did.
    ///
    /// - Parameter pool: when the pool's threads worked.
    mutating func leaveOutPoolWaits(_ pool: PoolWork) {
        let ended = ends.filter { functions[$0.key] == nil }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        var next = 0
        var open: [UInt64] = []
        for run in syncRuns.sorted(by: { $0.end < $1.end }) {
            while next < ended.count, ended[next].value <= run.end {
                open.append(ended[next].key)
                next += 1
            }
            guard let context = open.popLast() else { continue }
            let spans = PoolWork.joined((work[context] ?? []).map { ($0.start, $0.end) })
            guard let first = spans.first, first.start >= run.start else { continue }
            leaveOut(pool.waitSeconds(from: run.start, to: run.end, besides: spans), of: run)
        }
    }
}

extension PoolWork {
    /// Seconds between two times in which a function was not worked on because no thread was free.
    func waitSeconds(from start: Double, to end: Double, besides work: [(start: Double, end: Double)]) -> Double {
        var (waited, last) = (0.0, start)
        for span in work where span.end > last {
            if span.start > last { waited += secondsWithoutThread(from: last, to: min(span.start, end)) }
            last = span.end
        }
        return waited
    }
}
