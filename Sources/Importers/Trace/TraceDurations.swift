/// Collects the durations of a trace's events.
///
/// A complete event carries its duration; a beginning waits for its end on the same thread. Events of a thread need not
/// be in order in the file, so that pairs are made at the end.
struct TraceDurations {
    /// What events are grouped by.
    private let grouping: Trace.Grouping
    private var groups = Names()
    private var threads = Names()
    private var names = Names()
    private var threadNames: [Int: String] = [:]
    private var seconds: [[Double]] = []
    private var openings: [[Mark]] = []
    private(set) var leftOut = Trace.LeftOut()
    /// The numbers of the steps that PyTorch's profiler marked.
    private(set) var profilerSteps: Set<String> = []

    /// A beginning or an end.
    private struct Mark {
        var microseconds: Double
        var isBeginning: Bool
        /// The event's name, or nil for an end without one.
        var name: Int?
        var group: Int
    }

    init(grouping: Trace.Grouping) { self.grouping = grouping }

    /// Adds an event.
    mutating func add(_ event: TraceEvent) {
        var event = event
        if let step = event.profilerStep {
            profilerSteps.insert(step)
            event.name = TraceEvent.profilerStepName
        }
        let thread = threads.index("\(event.process)/\(event.thread)")
        if openings.count <= thread { openings.append([]) }
        switch event.phase {
        case "X":
            guard let microseconds = event.durationMicroseconds, microseconds >= 0 else {
                leftOut.withoutDuration += 1
                return
            }
            guard let group = group(event, thread) else { return }
            seconds[group].append(microseconds / 1e6)
        case "B", "E":
            guard let microseconds = event.microseconds else {
                leftOut.withoutTime += 1
                return
            }
            let isBeginning = event.phase == "B"
            guard let group = isBeginning ? group(event, thread) : 0 else { return }
            let name = event.name.map { names.index($0) }
            openings[thread].append(
                Mark(microseconds: microseconds, isBeginning: isBeginning, name: name, group: group))
        default:
            if let name = event.threadName { threadNames[thread] = name }
            leftOut.count(phase: event.phase)
        }
    }

    /// Adds a value that is not an event.
    mutating func addOther() { leftOut.notEvents += 1 }

    /// Durations in seconds by group, each group in the order of its first event.
    mutating func finish() -> [(label: String, seconds: [Double])] {
        for thread in openings.indices { pair(openings[thread]) }
        openings = []
        return seconds.indices.map { index in
            let name = groups.all[index]
            guard grouping == .thread, let thread = Int(name) else { return (name, seconds[index]) }
            let place = threads.all[thread]
            return (threadNames[thread].map { "\($0) (\(place))" } ?? place, seconds[index])
        }.filter { !$0.1.isEmpty }
    }

    private mutating func group(_ event: TraceEvent, _ thread: Int) -> Int? {
        let key: String? =
            switch grouping {
            case .name: event.name
            case .category: event.category ?? "(none)"
            case .thread: "\(thread)"
            }
        guard let key else {
            leftOut.withoutName += 1
            return nil
        }
        let index = groups.index(key)
        if seconds.count <= index { seconds.append([]) }
        return index
    }

    /// Finds the beginning of each end, the last one that is open; with a name, the last one of that name.
    private mutating func pair(_ marks: [Mark]) {
        var open: [Mark] = []
        let sorted = marks.enumerated().sorted {
            ($0.element.microseconds, $0.offset) < ($1.element.microseconds, $1.offset)
        }
        for (_, mark) in sorted {
            if mark.isBeginning {
                open.append(mark)
                continue
            }
            let found = mark.name == nil ? open.indices.last : open.lastIndex { $0.name == mark.name }
            guard let found else {
                leftOut.endsWithoutBeginning += 1
                continue
            }
            // What began inside and has not ended cannot end any more.
            leftOut.beginningsWithoutEnd += open.count - 1 - found
            seconds[open[found].group].append((mark.microseconds - open[found].microseconds) / 1e6)
            open.removeSubrange(found...)
        }
        leftOut.beginningsWithoutEnd += open.count
    }
}

/// Numbers for texts, in the order of their first use.
private struct Names {
    private(set) var all: [String] = []
    private var indices: [String: Int] = [:]

    mutating func index(_ name: String) -> Int {
        if let known = indices[name] { return known }
        indices[name] = all.count
        all.append(name)
        return all.count - 1
    }
}
