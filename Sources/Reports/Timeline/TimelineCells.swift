import Timelines

/// What lanes mostly do in each column of an axis.
enum TimelineCell: Hashable {
    /// They work at least seven eighths of the time.
    case busy
    /// They work most of its first half, and not of its second.
    case firstHalf
    /// They work most of its second half, and not of its first.
    case secondHalf
    /// They work in parts of it: for an eighth of it, or through most of both halves.
    case partBusy
    /// They hardly work, and mostly this.
    case other(LaneActivity)
    /// The timeline does not reach here.
    case outside
}

extension TimelineFigure {
    /// A row in columns.
    func cells(of row: Row, on axis: TimelineAxis) -> [TimelineCell] {
        var columns = Array(repeating: ColumnTime(), count: axis.length)
        for lane in row.lanes {
            for piece in pieces[lane] {
                var column = axis.position(of: piece.begin)
                var begin = piece.begin
                while begin < piece.end {
                    let (start, stop) = (axis.time(at: column), axis.time(at: column + 1))
                    let end = min(piece.end, stop)
                    let middle = min(end, max(begin, axis.middle(of: column)))
                    columns[column].add(piece.activity, before: max(0, middle - begin), after: max(0, end - middle))
                    // What reaches into a column from its neighbour is shown there.
                    if piece.activity == .work, piece.begin >= start, piece.end <= stop {
                        columns[column].workWithin += end - begin
                    }
                    begin = max(begin, end)
                    column += 1
                }
            }
        }
        return columns.map(\.cell)
    }
}

/// How the time of one column is spent.
private struct ColumnTime {
    private var halves = Array(repeating: Half(), count: 2)
    private var nanoseconds = Array(repeating: Int64(0), count: activities.count)
    /// Nanoseconds of work that begins and ends in it.
    var workWithin: Int64 = 0

    private static let activities: [LaneActivity] = [.work, .setup] + IdleCause.allCases.map { .idle($0) }

    /// Half of a column's time.
    ///
    /// Of lanes that never work at the same time, no two work for more than half of it: what takes turns is never drawn
    /// one above the other.
    private struct Half {
        var work: Int64 = 0
        var nanoseconds: Int64 = 0

        var isBusy: Bool { work > nanoseconds - work }
    }

    /// - Parameters:
    ///   - before: nanoseconds before the column's middle.
    ///   - after: nanoseconds after it.
    mutating func add(_ activity: LaneActivity, before: Int64, after: Int64) {
        guard let index = Self.activities.firstIndex(of: activity) else { return }
        nanoseconds[index] += before + after
        for (half, time) in [before, after].enumerated() {
            halves[half].nanoseconds += time
            if activity == .work { halves[half].work += time }
        }
    }

    var cell: TimelineCell {
        let total = nanoseconds.reduce(0, +)
        guard total > 0 else { return .outside }
        let work = Int128(nanoseconds[0])
        if work * 8 >= Int128(total) * 7 { return .busy }
        if halves[0].isBusy != halves[1].isBusy { return halves[0].isBusy ? .firstHalf : .secondHalf }
        if halves[0].isBusy || Int128(workWithin) * 8 >= Int128(total) { return .partBusy }
        var most = 1
        for index in 2..<nanoseconds.count where nanoseconds[index] > nanoseconds[most] { most = index }
        return .other(Self.activities[most])
    }
}
