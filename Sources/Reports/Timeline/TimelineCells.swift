import Timelines

/// What lanes mostly do in each column of an axis.
enum TimelineCell: Hashable {
    /// They work at least seven eighths of the time.
    case busy
    /// They work at least an eighth of it.
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
                    let end = min(piece.end, axis.time(at: column + 1))
                    columns[column].add(piece.activity, max(0, end - begin))
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
    private var nanoseconds = Array(repeating: Int64(0), count: activities.count)

    private static let activities: [LaneActivity] = [.work, .setup] + IdleCause.allCases.map { .idle($0) }

    mutating func add(_ activity: LaneActivity, _ nanoseconds: Int64) {
        guard let index = Self.activities.firstIndex(of: activity) else { return }
        self.nanoseconds[index] += nanoseconds
    }

    var cell: TimelineCell {
        let total = nanoseconds.reduce(0, +)
        guard total > 0 else { return .outside }
        let work = Int128(nanoseconds[0])
        if work * 8 >= Int128(total) * 7 { return .busy }
        if work * 8 >= Int128(total) { return .partBusy }
        var most = 1
        for index in 2..<nanoseconds.count where nanoseconds[index] > nanoseconds[most] { most = index }
        return .other(Self.activities[most])
    }
}
