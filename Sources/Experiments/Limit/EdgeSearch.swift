/// Looks for the last value that meets a condition, or the first, among values in order.
///
/// From a start it goes outwards by steps of 1, 2, 4, … until a value misses the condition, or inwards until one meets it; then
/// it halves what lies between. A value that stays open divides the rest: what is certain is looked for on both sides of it.
/// Last, the values beside the two at the edge are tried as well. The edge is right where the values that meet the condition
/// have no gaps; of gaps, ``Edge/exceptions`` tells those that were met.
///
/// - Source: J. L. Bentley, A. C. Yao (1976), "An almost optimal algorithm for unbounded searching", Information Processing
///   Letters 5(3), 82–87 (doubling, then halving).
public struct EdgeSearch: Sendable {
    /// Which edge is sought.
    public let goal: EdgeGoal
    /// Values there are.
    public let count: Int
    /// What is known of those that were tried, by their positions.
    public private(set) var known: [Int: ThresholdVerdict] = [:]
    private var isCutShort = false

    /// - Parameters:
    ///   - count: values there are, at least 1.
    ///   - goal: which edge is sought.
    public init(count: Int, goal: EdgeGoal) {
        precondition(count >= 1, "An edge is sought among values")
        self.count = count
        self.goal = goal
    }

    /// Values that it tries at most, wherever it starts, whatever is met, missed or stays open.
    ///
    /// With L the logarithm to base 2 of the number of values, rounded up: the first value; three walks of at most L; what lies
    /// between two values; and two neighbours. Between two, F(L) values are tried at most: an open one in the middle, L − 1 on
    /// one side of it; on the other side one that excludes all that is open, and then F(L − 2). That is L (L + 4) ÷ 4.
    public static func mostTrials(of count: Int) -> Int {
        let halvings = Int.bitWidth - (count - 1).leadingZeroBitCount
        return min(count, 1 + 3 * halvings + halvings * (halvings + 4) / 4 + 2)
    }

    /// Finds the edge.
    ///
    /// - Parameters:
    ///   - start: position of the value that is tried first.
    ///   - isWorse: whether a value is surely further from meeting the condition than another; after two such in a row, values
    ///     further on are not tried.
    ///   - judge: says whether the value at a position meets the condition; asked once for each.
    /// - Throws: what `judge` throws; what was known until then stays known.
    public mutating func find<Failure: Error>(
        from start: Int = 0, isWorse: (Int, Int) -> Bool = { _, _ in false },
        judge: (Int) async throws(Failure) -> ThresholdVerdict
    ) async throws(Failure) -> Edge {
        precondition((0..<count).contains(start), "A search starts at one of its values")
        let start = place(start)
        let first = try await verdict(start, judge)
        var inside = first == .met ? start : try await walk(from: start, by: -1, to: .met, isWorse, judge)
        if inside == nil { inside = try await walk(from: start, by: 1, to: .met, isWorse, judge) }
        guard let inside else { return edge(inside: nil, outside: nil) }
        if !known.contains(where: { place($0.key) > inside && $0.value == .missed }) {
            _ = try await walk(from: max(inside, start), by: 1, to: .missed, { _, _ in false }, judge)
        }
        let edge = try await halve(from: inside, judge)
        for neighbour in [edge.inside - 1, edge.outside + 1] where (0..<count).contains(neighbour) {
            if open(from: edge.inside, to: edge.outside).isEmpty { _ = try await verdict(neighbour, judge) }
        }
        return self.edge(inside: edge.inside, outside: edge.outside)
    }

    /// How far out a position is; and the other way round.
    private func place(_ position: Int) -> Int { goal == .last ? position : count - 1 - position }

    private mutating func verdict<Failure: Error>(
        _ place: Int, _ judge: (Int) async throws(Failure) -> ThresholdVerdict
    ) async throws(Failure) -> ThresholdVerdict {
        let position = self.place(place)
        if let known = known[position] { return known }
        let verdict = try await judge(position)
        known[position] = verdict
        return verdict
    }

    /// Tries values further and further away; the first place with a verdict, or nil.
    private mutating func walk<Failure: Error>(
        from start: Int, by direction: Int, to wanted: ThresholdVerdict, _ isWorse: (Int, Int) -> Bool,
        _ judge: (Int) async throws(Failure) -> ThresholdVerdict
    ) async throws(Failure) -> Int? {
        var (current, step, declines) = (start, 1, 0)
        while true {
            let next = min(max(current + direction * step, 0), count - 1)
            guard next != current else { return nil }
            if try await verdict(next, judge) == wanted { return next }
            declines = isWorse(place(next), place(current)) ? declines + 1 : 0
            if declines == 2 {
                isCutShort = next != 0 && next != count - 1
                return nil
            }
            (current, step) = (next, 2 * step)
        }
    }

    /// Halves what lies between the outermost value known to meet the condition and the next known to miss it.
    ///
    /// - Parameter inside: a place known to meet it.
    /// - Returns: the places of the two; one beyond the last where none is known to miss it.
    private mutating func halve<Failure: Error>(
        from inside: Int, _ judge: (Int) async throws(Failure) -> ThresholdVerdict
    ) async throws(Failure) -> (inside: Int, outside: Int) {
        let missed = known.filter { $0.value == .missed }.map { place($0.key) }.filter { $0 > inside }
        let outside = missed.min() ?? count
        let met = known.filter { $0.value == .met }.map { place($0.key) }.filter { $0 < outside }
        var edge = (inside: max(inside, met.max() ?? inside), outside: outside)
        while let middle = middle(edge.inside, edge.outside) {
            switch try await verdict(middle, judge) {
            case .met: edge.inside = middle
            case .missed: edge.outside = middle
            case .open: break
            }
        }
        return edge
    }

    /// The place to try next between two, nil where there is none.
    private func middle(_ inside: Int, _ outside: Int) -> Int? {
        let open = open(from: inside, to: outside)
        guard let first = open.first, let last = open.last else {
            return outside - inside > 1 ? (inside + outside) / 2 : nil
        }
        if first - inside > 1 { return (inside + first) / 2 }
        return outside - last > 1 ? (last + outside) / 2 : nil
    }

    /// Open places between two, in order.
    private func open(from inside: Int, to outside: Int) -> [Int] {
        known.filter { $0.value == .open }.map { place($0.key) }.filter { inside < $0 && $0 < outside }.sorted()
    }

    private func edge(inside: Int?, outside: Int?) -> Edge {
        let (low, high) = (inside ?? -1, outside ?? count)
        let exceptions = known.filter { position, verdict in
            let place = place(position)
            return verdict == .met && place > high || verdict == .missed && place < low
        }
        return Edge(
            met: inside.map(place), missed: outside.flatMap { $0 < count ? place($0) : nil },
            open: open(from: low, to: high).map(place).sorted(), exceptions: exceptions.keys.sorted(),
            isCutShort: isCutShort && inside == nil)
    }
}
