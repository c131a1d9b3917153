import Timelines

/// How the lanes of each kind spent the window, as a table or in words.
struct TimelineShares {
    private let figure: TimelineFigure

    init(_ figure: TimelineFigure) { self.figure = figure }

    /// Kinds of lanes in rows, what they did in columns.
    var table: Table {
        let activities = activities
        let head = [Table.Cell("")] + activities.map { Table.Cell(Self.word($0)) }
        let rows = figure.groups.map { group in
            [Table.Cell(Self.name(group))]
                + activities.map { activity in
                    let isOccuring = group.shares.nanoseconds(of: activity) > 0
                    return Table.Cell(isOccuring ? QuantityFormat.percent(group.shares.share(of: activity)) : "")
                }
        }
        return Table(
            alignments: [.left] + activities.map { _ in .right }, rows: [head] + rows)
    }

    /// The same where there is no room for a table: `GPU: busy 63 %, starved 37 %`.
    var sentences: [String] {
        figure.groups.map { group in
            let parts = activities.filter { group.shares.nanoseconds(of: $0) > 0 }.map {
                "\(Self.word($0))\u{A0}\(QuantityFormat.percent(group.shares.share(of: $0)))"
                    .replacing(" ", with: "\u{A0}")
            }
            return "\(Self.name(group)): \(parts.joined(separator: ", "))"
        }
    }

    /// What lanes did at all, work first.
    private var activities: [LaneActivity] {
        ([.work, .setup] + figure.causes.map { .idle($0) }).filter { activity in
            activity == .work || figure.groups.contains { $0.shares.nanoseconds(of: activity) > 0 }
        }
    }

    /// `worker, 3 of 8`: shares are means over the lanes that had work.
    private static func name(_ group: TimelineFigure.Group) -> String {
        let lanes = group.shares.lanes
        if group.servers > lanes { return "\(group.name), \(lanes) of \(group.servers)" }
        return lanes > 1 ? "\(group.name), all \(lanes)" : group.name
    }

    static func word(_ activity: LaneActivity) -> String {
        switch activity {
        case .work: "busy"
        case .setup: "copy"
        case .idle(let cause): cause.rawValue
        }
    }
}
