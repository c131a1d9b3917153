/// The events of a training loop in a trace, by what they tell.
struct LoopEvents {
    /// An event.
    struct Span {
        let start: Double
        let end: Double
        /// Its thread, by number.
        let thread: Int

        var seconds: Double { end - start }
    }

    private(set) var spans: [LoopRole: [Span]] = [:]
    private var known: [Key: LoopRole?] = [:]
    private var threads: [String: Int] = [:]
    private var first: Double?

    private struct Key: Hashable {
        let name: String
        let category: String?
    }

    /// Adds an event, if the table has it.
    mutating func add(_ event: TraceEvent) {
        guard event.phase == "X", let name = event.name, let start = event.microseconds,
            let duration = event.durationMicroseconds, duration >= 0, let role = role(name, event.category)
        else { return }
        // Microseconds since 1970 leave no digits for what is shorter.
        let origin = first ?? start
        first = origin
        let key = "\(event.process)/\(event.thread)"
        let thread = threads[key] ?? threads.count
        threads[key] = thread
        let begin = (start - origin) / 1e6
        spans[role, default: []].append(Span(start: begin, end: begin + duration / 1e6, thread: thread))
    }

    private mutating func role(_ name: String, _ category: String?) -> LoopRole? {
        let key = Key(name: name, category: category)
        if let known = known[key] { return known }
        let role = LoopEventTable.role(name: name, category: category)
        known[key] = .some(role)
        return role
    }
}
