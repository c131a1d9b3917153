/// How full a buffer is over time, or how many of several lanes work.
public struct BufferLevel: Sendable, Equatable {
    /// A number of elements that holds until the next.
    public struct Step: Sendable, Equatable {
        /// From when (ns).
        public var nanoseconds: Int64
        /// Elements held.
        public var elements: Int64
    }

    /// The levels in order, the first at the window's beginning; each differs from the one before.
    public private(set) var steps: [Step] = []
    /// Most elements that it may hold; where nothing limits them, the most that it holds.
    public let capacity: Int64
    /// From when to when the level is known (ns).
    public let window: Range<Int64>

    /// A stage's occupancy in a window.
    public init(_ track: StageTrack, in window: Range<Int64>) {
        capacity = track.capacity
        self.window = window
        for state in track.states where state.held != steps.last?.elements {
            steps.append(Step(nanoseconds: state.nanoseconds, elements: state.held))
        }
    }

    /// How many of several lanes work in a window.
    public init(working lanes: [Lane], in window: Range<Int64>) {
        capacity = Int64(lanes.count)
        self.window = window
        let spans = lanes.flatMap(\.spans)
        let changes = spans.map { ($0.begin, 1 as Int64) } + spans.map { ($0.end, -1) }
        var working: Int64 = 0
        steps = [Step(nanoseconds: window.lowerBound, elements: 0)]
        for (time, change) in changes.sorted(by: { $0.0 < $1.0 }) {
            working += change
            // What begins when another ends takes its place.
            while let last = steps.last, last.nanoseconds >= time { steps.removeLast() }
            if steps.last?.elements != working { steps.append(Step(nanoseconds: time, elements: working)) }
        }
    }

    /// What the window holds of a time.
    public func part(of time: Range<Int64>) -> Range<Int64> { time.clamped(to: window) }

    /// Mean number of elements in a part of the window (ns).
    public func mean(in part: Range<Int64>) -> Double {
        var integral: Int128 = 0
        for (index, step) in steps.enumerated() {
            let until = index + 1 < steps.count ? steps[index + 1].nanoseconds : window.upperBound
            let (low, high) = (max(step.nanoseconds, part.lowerBound), min(until, part.upperBound))
            if low < high { integral += Int128(step.elements) * Int128(high - low) }
            if step.nanoseconds >= part.upperBound { break }
        }
        return part.isEmpty ? 0 : Double(integral) / Double(part.count)
    }
}
