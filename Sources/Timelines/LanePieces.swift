/// What a lane does at a time.
public enum LaneActivity: Sendable, Hashable {
    /// It works.
    case work
    /// An accelerator copies or launches a step.
    case setup
    /// It does nothing, for a reason.
    case idle(IdleCause)
}

/// A part of a lane's time.
public struct LanePiece: Sendable, Equatable {
    /// When it begins (ns).
    public var begin: Int64
    /// When it ends (ns), after it began.
    public var end: Int64
    /// What the lane does in it.
    public var activity: LaneActivity

    /// Length (ns).
    public var nanoseconds: Int64 { end - begin }
}

extension Timeline {
    /// What each lane does all through the window, without gaps, in the order of `lanes`.
    ///
    /// - Complexity: O(changes of state × groups of lanes).
    public func pieces() -> [[LanePiece]] {
        let causes = IdleCauses(self)
        return lanes.map { lane in
            var pieces: [LanePiece] = []
            var now = window.lowerBound
            for span in lane.spans {
                addIdle(of: lane, from: now, until: span.begin, causes, to: &pieces)
                let activity: LaneActivity = span.activity == .work ? .work : .setup
                pieces.append(LanePiece(begin: span.begin, end: span.end, activity: activity))
                now = span.end
            }
            addIdle(of: lane, from: now, until: window.upperBound, causes, to: &pieces)
            return pieces
        }
    }

    private func addIdle(
        of lane: Lane, from begin: Int64, until end: Int64, _ causes: IdleCauses, to pieces: inout [LanePiece]
    ) {
        var begin = begin
        if begin < min(end, lane.firstBegin) {
            let first = min(end, lane.firstBegin)
            pieces.append(LanePiece(begin: begin, end: first, activity: .idle(.startUp)))
            begin = first
        }
        let changes = causes.changes(of: lane.group)
        var index = changes.position(at: begin)
        while begin < end {
            let next = index + 1 < changes.count ? min(end, changes[index + 1].nanoseconds) : end
            if next > begin {
                pieces.append(LanePiece(begin: begin, end: next, activity: .idle(changes[index].cause)))
            }
            begin = max(begin, next)
            index += 1
        }
    }
}

extension [IdleCauses.Change] {
    /// The last change at or before a time, by bisection.
    fileprivate func position(at time: Int64) -> Int {
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if self[middle].nanoseconds <= time { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
