package import Experiments
public import Timelines

/// A timeline with its title and what is drawn of it.
public struct TimelineFigure {
    /// One line of the figure: a lane, or the last ones of many together.
    struct Row {
        var name: String
        var kind: Lane.Kind
        /// Numbers of its lanes in the timeline.
        var lanes: [Int]
        /// How many of them work at a time, where there are too many to be drawn one by one.
        var working: BufferLevel?
    }

    /// The time of lanes of one kind.
    struct Group {
        var name: String
        var kind: Lane.Kind
        var shares: LaneShares
        /// All that there are of the kind, those without work included.
        var servers: Int
    }

    /// Of the run that it shows.
    public let title: String
    /// What was recorded.
    public let timeline: Timeline
    /// What each lane does, in the order of the timeline's lanes.
    let pieces: [[LanePiece]]
    let rows: [Row]
    let groups: [Group]

    /// Disk slots, workers or threads beyond which only their number is drawn.
    private static let mostShared = 8
    /// Rows of another kind beyond which the last are drawn together.
    private static let mostRows = 12

    /// - Parameters:
    ///   - title: of the run that it shows.
    ///   - timeline: what was recorded.
    public init(title: String, timeline: Timeline) {
        self.title = title
        self.timeline = timeline
        pieces = timeline.pieces()
        var kinds: [(name: String, kind: Lane.Kind, lanes: [Int])] = []
        for (index, lane) in timeline.lanes.enumerated() {
            let name = Self.name(ofKind: lane.group, in: timeline)
            if let last = kinds.indices.last, kinds[last].name == name {
                kinds[last].lanes.append(index)
            } else {
                kinds.append((name, lane.group.kind, [index]))
            }
        }
        rows = kinds.flatMap { Self.rows($0.name, $0.kind, $0.lanes, in: timeline) }
        let pieces = pieces
        groups = kinds.map { kind in
            var shares = LaneShares(pieces[kind.lanes[0]])
            for lane in kind.lanes.dropFirst() { shares.add(LaneShares(pieces[lane])) }
            let unused = timeline.unusedServers.first { $0.kind == kind.kind }?.count ?? 0
            return Group(
                name: kind.name, kind: kind.kind, shares: shares, servers: kind.lanes.count + unused)
        }
    }

    /// - Parameter titled: what an experiment recorded.
    package init(_ titled: TitledTimeline) { self.init(title: titled.title, timeline: titled.timeline) }

    /// The share of a row's time that it works.
    func busyShare(of row: Row) -> Double {
        var shares = LaneShares(pieces[row.lanes[0]])
        for lane in row.lanes.dropFirst() { shares.add(LaneShares(pieces[lane])) }
        return shares.share(of: .work)
    }

    /// Why lanes are idle anywhere in it, in the order of the causes.
    var causes: [IdleCause] {
        IdleCause.allCases.filter { cause in groups.contains { $0.shares.nanoseconds(of: .idle(cause)) > 0 } }
    }

    /// Why lanes are idle that are drawn one by one.
    var drawnCauses: [IdleCause] {
        let drawn = rows.filter { $0.working == nil }.flatMap(\.lanes).map { LaneShares(pieces[$0]) }
        return causes.filter { cause in drawn.contains { $0.nanoseconds(of: .idle(cause)) > 0 } }
    }

    /// The buffers that are drawn: those of the first accelerator.
    var buffers: [(name: String, level: BufferLevel)] {
        timeline.buffers(ofAccelerator: 0).map { ($0.name, BufferLevel($0, in: timeline.window)) }
    }

    /// The same for all lanes of a kind, whatever their accelerator.
    private static func name(ofKind group: Lane.Group, in timeline: Timeline) -> String {
        var alone = timeline
        alone.accelerators = 1
        return alone.name(of: group)
    }

    private static func rows(_ name: String, _ kind: Lane.Kind, _ lanes: [Int], in timeline: Timeline) -> [Row] {
        if kind.isShared, lanes.count > mostShared {
            let working = BufferLevel(working: lanes.map { timeline.lanes[$0] }, in: timeline.window)
            return [Row(name: timeline.name(ofBusy: kind), kind: kind, lanes: lanes, working: working)]
        }
        guard lanes.count > mostRows else {
            return lanes.map { Row(name: timeline.name(of: timeline.lanes[$0]), kind: kind, lanes: [$0]) }
        }
        let single = lanes.prefix(mostRows - 1).map {
            Row(name: timeline.name(of: timeline.lanes[$0]), kind: kind, lanes: [$0])
        }
        let name = "\(name) \(mostRows)..\(lanes.count)"
        return single + [Row(name: name, kind: kind, lanes: Array(lanes.dropFirst(mostRows - 1)))]
    }
}
