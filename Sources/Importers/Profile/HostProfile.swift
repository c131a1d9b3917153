/// What the threads of a host did while an input pipeline ran: what formats of profiles have in common.
struct HostProfile {
    /// Events of each thread, in any order.
    private(set) var threads: [[HostEvent]] = []
    /// Where iterators stand, by the number that events give.
    private(set) var paths: [IteratorPath] = []
    /// The latest settings that an iterator told, by its number: `parallelism`, `buffer_limit`, `name` and others.
    private(set) var settings: [UInt64: [String: String]] = [:]
    /// Whether devices have lines of their own, which tell what an accelerator did.
    var hasDevices = false

    private var first: Double?
    private var pathNumbers: [IteratorPath: Int] = [:]

    /// Stats that tell how an iterator was set; others are not kept.
    static let settingNames: Set<String> = [
        "name", "parallelism", "autotune", "deterministic", "use_unbounded_threadpool", "buffer_limit", "batch_size",
        "drop_remainder", "cycle_length", "block_length", "buffer_size", "num_shards", "index", "passed", "filtered",
        "buffered_elements", "algorithm", "cpu_budget", "threadpool_size", "interleave_depth",
    ]

    /// Adds a thread without events.
    ///
    /// - Returns: its number.
    mutating func addThread() -> Int {
        threads.append([])
        return threads.count - 1
    }

    /// Adds an event to a thread, by its number.
    mutating func add(_ event: HostEvent, toThread thread: Int) { threads[thread].append(event) }

    /// A time near which all others are: what they are counted from, so that they keep their digits.
    mutating func origin(at time: Double) -> Double {
        let origin = first ?? time
        first = origin
        return origin
    }

    /// What an event's name tells; nil when it tells nothing of input pipelines.
    mutating func kind(ofEvent name: Substring) -> HostEvent.Kind? {
        guard let path = IteratorPath(eventName: name) else { return HostEvent.Kind(name: name) }
        if let known = pathNumbers[path] { return .iterator(path: known) }
        pathNumbers[path] = paths.count
        paths.append(path)
        return .iterator(path: paths.count - 1)
    }

    /// Notes what an iterator told of its settings.
    ///
    /// What it could not read, a lock being taken, leaves the value before.
    mutating func note(_ name: String, _ value: String, of iterator: UInt64) {
        if value == "unavailable", settings[iterator]?[name] != nil { return }
        settings[iterator, default: [:]][name] = value
    }

    /// The settings of some iterators that stand at the same place.
    func settings(of iterators: Set<UInt64>) -> [String: String] {
        iterators.sorted().reduce(into: [:]) { $0.merge(settings[$1] ?? [:]) { _, latest in latest } }
    }
}
