/// How long the functions took that an iterator called.
///
/// A call begins when its iterator begins it, and ends when the iterator is told. What it waited for a thread, all
/// threads of the pool being at work, is left out: that is the pool's doing, and is simulated.
struct FunctionCalls {
    /// Seconds of the calls, in their order.
    private(set) var seconds: [Double] = []
    /// Seconds in which a thread worked on them, summed.
    private(set) var workSeconds = 0.0
    /// Seconds for which they waited for a thread, summed.
    private(set) var waitSeconds = 0.0

    /// Functions called by iterators, by the number of the node that called.
    ///
    /// - Parameters:
    ///   - pool: when its threads worked.
    ///   - earliest: calls before this are of a program that is warming up.
    ///   - isIncluded: whether an iterator, by its number, belongs to the pipeline.
    static func all(
        _ walk: ThreadWalk, _ tree: IteratorTree, _ profile: HostProfile, _ pool: PoolWork, after earliest: Double,
        isIncluded: (UInt64) -> Bool
    ) -> [Int: FunctionCalls] {
        let work = workWithInner(walk)
        var (calls, first): ([Int: FunctionCalls], [Int: FunctionCalls]) = ([:], [:])
        for (context, function) in walk.functions.sorted(by: { ($0.value.start, $0.key) < ($1.value.start, $1.key) }) {
            guard isIncluded(function.input), let end = walk.ends[context], end > function.start,
                let caller = tree.consumer(of: profile.paths[function.inputPath])
            else { continue }
            let spans = PoolWork.joined((work[context] ?? []).map { ($0.start, $0.end) })
            if function.start >= earliest {
                calls[caller, default: FunctionCalls()].add(from: function.start, to: end, spans, pool)
            } else {
                first[caller, default: FunctionCalls()].add(from: function.start, to: end, spans, pool)
            }
        }
        // Of what fills a cache there may be nothing later.
        return calls.merging(first) { later, _ in later }
    }

    /// Work on each function of an iterator, that on the functions that it ran included.
    private static func workWithInner(_ walk: ThreadWalk) -> [UInt64: [PoolWork.Span]] {
        var work = walk.work
        for (inner, outer) in walk.outer {
            var outermost = outer
            var depth = 0
            while depth < 20, let next = walk.outer[outermost], next != outermost {
                outermost = next
                depth += 1
            }
            if outermost != inner { work[outermost, default: []] += walk.work[inner] ?? [] }
        }
        return work
    }

    private mutating func add(
        from start: Double, to end: Double, _ work: [(start: Double, end: Double)], _ pool: PoolWork
    ) {
        let waited = pool.waitSeconds(from: start, to: end, besides: work)
        seconds.append(max(0, end - start - waited))
        workSeconds += work.reduce(0) { $0 + $1.end - $1.start }
        waitSeconds += waited
    }
}
