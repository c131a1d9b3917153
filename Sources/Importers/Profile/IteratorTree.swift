/// The iterators of one pipeline, and what a profile tells of each.
///
/// An iterator that is made anew for each file or epoch is one here: they differ by number, not by place.
struct IteratorTree {
    /// An iterator at its place.
    struct Node {
        /// Its kind, without version.
        let kind: String
        /// How it hangs on the one that asks it.
        let branch: IteratorPath.Branch
        /// Calls of each iterator that was made at this place, by its number.
        var callsOfEach: [UInt64: Int] = [:]
        /// Seconds of its calls once the program is warm, those of its inputs in the same thread left out.
        var own: [Double] = []
        /// Seconds of the same calls, those of its inputs included.
        var inclusive: [Double] = []
        /// When its first and its last call began.
        var times: ClosedRange<Double>?
        /// The latest of its settings.
        var settings: [String: String] = [:]
        /// Numbers of the nodes that it asks.
        var inputs: [Int] = []
    }

    private(set) var nodes: [Node] = []
    private var numbers: [[IteratorPath.Part]: Int] = [:]

    /// Puts calls of iterators in their places.
    ///
    /// - Parameter earliest: calls before this are of a program that warms up: their times do not count where
    ///   there are later ones.
    init(_ calls: [ThreadWalk.Call], _ profile: HostProfile, after earliest: Double) {
        for call in calls.sorted(by: { $0.start < $1.start }) {
            let number = number(of: profile.paths[call.path].parts[...])
            nodes[number].add(call, after: earliest)
        }
        for number in nodes.indices {
            nodes[number].settings = profile.settings(of: Set(nodes[number].callsOfEach.keys))
        }
    }

    /// The node at a place; a place between the loop and an iterator has one even if no call of it was seen.
    private mutating func number(of parts: ArraySlice<IteratorPath.Part>) -> Int {
        if let known = numbers[Array(parts)] { return known }
        let last = parts[parts.endIndex - 1]
        let number = nodes.count
        nodes.append(Node(kind: last.kind, branch: last.branch))
        numbers[Array(parts)] = number
        if parts.count > 1 {
            let consumer = self.number(of: parts.dropLast())
            nodes[consumer].inputs.append(number)
        }
        return number
    }

    /// The number of the node at a path; nil when the pipeline has none there.
    func number(at path: IteratorPath) -> Int? { numbers[path.parts] }

    /// The number of the node that asks the one at a path; nil at the root.
    func consumer(of path: IteratorPath) -> Int? { numbers[path.parts.dropLast()] }
}

extension IteratorTree.Node {
    /// Counts a call; those at the same place are added in the order of time.
    fileprivate mutating func add(_ call: ThreadWalk.Call, after earliest: Double) {
        callsOfEach[call.id, default: 0] += 1
        if call.start >= earliest, let first = times?.lowerBound, first < earliest, (times?.upperBound ?? 0) < earliest
        {
            (own, inclusive) = ([], [])
        }
        own.append(max(0, call.own))
        inclusive.append(max(0, call.inclusive))
        times = (times?.lowerBound ?? call.start)...call.start
    }

    /// Calls that a profile shows.
    var calls: Int { callsOfEach.values.reduce(0, +) }

    /// Whether a setting is true; nil when the profile does not say.
    func flag(_ name: String) -> Bool? { settings[name].flatMap { Bool($0) } }

    /// A whole number among the settings that scenarios accept; nil when the profile does not say.
    func count(_ name: String) -> Int? {
        settings[name].flatMap { Int($0) }.flatMap { (1...1_000_000).contains($0) ? $0 : nil }
    }
}
