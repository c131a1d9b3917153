/// The turns of a training loop: in each it gets a batch, then does the rest.
package struct LoopTurns: Sendable {
    /// Who makes the batches.
    package enum Loader: Sendable, Equatable {
        /// The loop itself.
        case loop
        /// Worker processes.
        case workers
        /// Not known.
        case unknown
    }

    /// Who makes the batches.
    package var loader: Loader
    /// Seconds until the loop had a batch, for each turn.
    package internal(set) var loading: [Double] = []
    /// Seconds of the rest of each turn, copies that the loop waited for left out.
    package internal(set) var rest: [Double] = []
    /// Seconds of copies in each turn.
    package internal(set) var copying: [Double] = []
    /// The share of the time in which the accelerator computed; nil when it is not known.
    package internal(set) var kernelShare: Double?

    /// Whether loads of several loaders seem to be among them.
    package internal(set) var areMixed = false

    /// Turns per second; nil without turns.
    package var perSecond: Double? {
        let seconds = meanLoading + meanRest + meanCopying
        return rest.isEmpty || seconds <= 0 ? nil : 1 / seconds
    }

    /// How many times as fast the loop can become by a faster loader, the rest taking as long as before: a bound.
    package var bound: Double? {
        guard let perSecond, meanRest + meanCopying > 0 else { return nil }
        return 1 / perSecond / (meanRest + meanCopying)
    }

    var meanLoading: Double { loading.mean ?? 0 }
    var meanRest: Double { rest.mean ?? 0 }
    var meanCopying: Double { copying.mean ?? 0 }

    /// Finds the turns between events; nil when there are none.
    init?(_ events: LoopEvents) {
        // The events of a test loop are fewer.
        let loaders: [(role: LoopRole, loader: Loader)] = [
            (.making, .loop), (.waiting, .workers), (.asking, .unknown),
        ]
        let counted = loaders.map { ($0, events.spans[$0.role] ?? []) }
        let known = counted.dropLast().max { $0.1.count < $1.1.count }
        guard let (chosen, spans) = known.flatMap({ $0.1.isEmpty ? nil : $0 }) ?? counted.last, !spans.isEmpty else {
            return nil
        }
        loader = chosen.loader
        let threads = Dictionary(grouping: spans, by: \.thread)
        guard let main = threads.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return nil }
        func sorted(_ role: LoopRole) -> [LoopEvents.Span] {
            (events.spans[role] ?? []).sorted { $0.start < $1.start }
        }
        func starts(_ role: LoopRole) -> [Double] {
            (events.spans[role] ?? []).filter { $0.thread == main.key }.map(\.start)
        }
        let (loads, marks) = (main.value.sorted { $0.start < $1.start }, sorted(.turn))
        let passes = LoopPasses(
            loads, marks: marks.filter { $0.thread == main.key }, draws: starts(.drawing),
            operations: starts(.operation), isOwn: loader == .loop)
        areMixed = passes.areMixed
        addTurns(loads, without: passes.withoutTurn, marked: marks, copies: sorted(.copying))
        guard !rest.isEmpty else { return nil }
        let kernels = PoolWork.joined((events.spans[.kernel] ?? []).map { ($0.start, $0.end) })
        if let first = main.value.map(\.start).min(), let perSecond, !kernels.isEmpty {
            let end = first + Double(rest.count) / perSecond
            let busy = kernels.reduce(0) { $0 + max(0, min($1.end, end) - max($1.start, first)) }
            kernelShare = min(1, busy / (end - first))
        }
    }

    /// Turns of known lengths, as tables of profilers tell them.
    init(loader: Loader, loading: Double, rest: Double, copying: Double) {
        self.loader = loader
        self.loading = [loading]
        self.rest = [rest]
        self.copying = [copying]
    }

    /// A turn ends where the next batch is asked for, or where its mark does.
    private mutating func addTurns(
        _ loads: [LoopEvents.Span], without leftOut: Set<Int>, marked marks: [LoopEvents.Span],
        copies: [LoopEvents.Span]
    ) {
        var (mark, copy) = (0, 0)
        for (index, load) in loads.enumerated() where !leftOut.contains(index) {
            while mark < marks.count, marks[mark].end < load.end { mark += 1 }
            let marked = mark < marks.count && marks[mark].start <= load.start ? marks[mark].end : nil
            let next = index + 1 < loads.count ? loads[index + 1].start : nil
            guard let end = [marked, next].compactMap({ $0 }).min(), end >= load.end else { continue }
            while copy < copies.count, copies[copy].start < load.end { copy += 1 }
            var copied = 0.0
            while copy < copies.count, copies[copy].end <= end {
                copied += copies[copy].seconds
                copy += 1
            }
            loading.append(load.seconds)
            rest.append(max(0, end - load.end - copied))
            copying.append(copied)
        }
    }
}
