/// Goes through the events of threads in the order of time, and finds which one is inside which.
struct ThreadWalk {
    /// A call of an iterator.
    struct Call {
        /// Where it stands, by number.
        let path: Int
        /// Which iterator.
        let id: UInt64
        let start: Double
        /// Seconds, those of the iterators that it asked included.
        var inclusive: Double
        /// Seconds, those of the iterators that it asked in the same thread left out.
        var own: Double
    }

    /// The loop asking for an element.
    struct Request {
        let start: Double
        let end: Double
        /// The iterator at the root of its pipeline; 0 when the profile does not say.
        var root: UInt64 = 0
        /// Seconds in the iterators that it asked.
        var inside = 0.0
        /// When an element was there for it; nil when the profile does not say.
        var readyAt: Double?
        let bytes: Double?

        /// Seconds that asking took beside the waiting for an element.
        var askingSeconds: Double { readyAt.map { end - $0 } ?? max(0, end - start - inside) }
    }

    /// A call of a function by an iterator.
    struct FunctionStart {
        /// The iterator whose element the function gets.
        let input: UInt64
        /// Where that one stands, by number.
        let inputPath: Int
        let start: Double
    }

    /// A function that an iterator called and waited for.
    struct SyncRun {
        let start: Double
        let end: Double
        /// The calls of iterators around it, the innermost last, by their places among all.
        let calls: [Int]
    }

    private(set) var calls: [Call] = []
    private(set) var syncRuns: [SyncRun] = []
    private(set) var requests: [Request] = []
    /// By their contexts.
    private(set) var functions: [UInt64: FunctionStart] = [:]
    /// When threads worked on a function, by its context.
    private(set) var work: [UInt64: [PoolWork.Span]] = [:]
    /// When a function ended, by its context.
    private(set) var ends: [UInt64: Double] = [:]
    /// The context from which a function was run, where it was not an iterator's.
    private(set) var outer: [UInt64: UInt64] = [:]
    /// Times of opening files.
    private(set) var openings: [Double] = []
    /// Times in which iterators were made, those inside others left out.
    private(set) var makings: [(start: Double, seconds: Double)] = []
    private(set) var callsPython = false
    /// Which iterator asks which, by their numbers.
    private(set) var parents: [UInt64: UInt64] = [:]

    /// Threads so far.
    private var threads = 0
    /// What surrounds the next event.
    private var open: [Open] = []
    /// No program nests deeper what is read here.
    private static let deepest = 200

    private struct Open {
        let event: HostEvent
        /// Where its call or its request is kept.
        var index = 0
        /// The iterator asked last inside it.
        var lastInput: (id: UInt64, path: Int)?
    }

    /// Adds a thread.
    mutating func add(_ events: [HostEvent], paths: [IteratorPath]) {
        var lastOutermost: (id: UInt64, path: Int)?
        open = []
        threads += 1
        for event in events.sorted(by: { ($0.start, $1.end) < ($1.start, $0.end) }) {
            while let last = open.last, last.event.end <= event.start { open.removeLast() }
            guard open.count < Self.deepest else { continue }
            if case .iterator(let path) = event.kind, paths[path].isInner {
                // Its calls are those of the cache around it.
                parents[event.id] = event.parent
                continue
            }
            add(event, lastOutermost)
            if case .iterator(let path) = event.kind, iteratorOutside(open.dropLast()) == nil {
                lastOutermost = (event.id, path)
            }
        }
    }

    private func iteratorOutside(_ open: ArraySlice<Open>) -> Int? {
        open.lastIndex { if case .iterator = $0.event.kind { true } else { false } }
    }

    private mutating func add(_ event: HostEvent, _ lastOutermost: (id: UInt64, path: Int)?) {
        var opened = Open(event: event)
        let seconds = event.end - event.start
        switch event.kind {
        case .iterator(let path):
            opened.index = calls.count
            addCall(event, path, seconds)
        case .next:
            opened.index = requests.count
            requests.append(Request(start: event.start, end: event.end, bytes: event.bytes))
        case .consuming:
            // Of the iterator at the loop: what comes from others is still worked on.
            let around = open.count { if case .iterator = $0.event.kind { true } else { false } }
            if around <= 2, let request = open.lastIndex(where: { $0.event.kind == .next }) {
                requests[open[request].index].readyAt = event.start
            }
        case .making:
            if !open.contains(where: { $0.event.kind == .making }) { makings.append((event.start, seconds)) }
        case .opening: openings.append(seconds)
        case .calling: break
        case .waiting:
            let around = open.filter { if case .iterator = $0.event.kind { true } else { false } }.map(\.index)
            syncRuns.append(SyncRun(start: event.start, end: event.end, calls: around))
        case .running: addRun(event, lastOutermost)
        case .working: addWork(event)
        case .ending:
            addWork(event)
            guard event.context != 0 else { break }
            ends[event.context] = max(ends[event.context] ?? event.end, event.end)
        case .python: callsPython = true
        }
        open.append(opened)
    }

    /// Takes from a call what a function that it called waited for a thread, and from those around it.
    mutating func leaveOut(_ seconds: Double, of run: SyncRun) {
        for index in run.calls { calls[index].inclusive -= seconds }
        if let innermost = run.calls.last { calls[innermost].own -= seconds }
    }

    private mutating func addWork(_ event: HostEvent) {
        guard event.context != 0 else { return }
        work[event.context, default: []].append(
            PoolWork.Span(start: event.start, end: event.end, thread: threads))
    }

    private mutating func addCall(_ event: HostEvent, _ path: Int, _ seconds: Double) {
        if event.parent != 0 { parents[event.id] = event.parent }
        calls.append(Call(path: path, id: event.id, start: event.start, inclusive: seconds, own: seconds))
        if let outside = iteratorOutside(open[...]) {
            calls[open[outside].index].own -= seconds
            open[outside].lastInput = (event.id, path)
        } else if let request = open.lastIndex(where: { $0.event.kind == .next }) {
            requests[open[request].index].root = event.id
            requests[open[request].index].inside += seconds
        }
    }

    /// A function that an iterator calls gets the element of the iterator that was asked before, in the same thread.
    private mutating func addRun(_ event: HostEvent, _ lastOutermost: (id: UInt64, path: Int)?) {
        if let calling = open.last?.event, calling.kind == .calling {
            let input = iteratorOutside(open[...]).map { open[$0].lastInput } ?? lastOutermost
            guard let input, event.context != 0 else { return }
            functions[event.context] = FunctionStart(input: input.id, inputPath: input.path, start: calling.start)
        } else if let working = open.last(where: { $0.event.kind == .working }) {
            outer[event.context] = working.event.context
        }
    }
}
