extension Timeline {
    /// When steps of an accelerator ended in the window (ns), in order.
    public func stepEnds(ofAccelerator accelerator: Int) -> [Int64] {
        let steps = lanes.filter { $0.group.isOfSteps && $0.group.accelerator == accelerator }.flatMap(\.spans)
        return steps.filter { $0.activity == .work && $0.isFinished }.map(\.end).sorted()
    }

    /// The part of it that ends at a time (ns) in the window.
    public func ending(at end: Int64) -> Timeline {
        var part = self
        part.window = window.lowerBound..<max(window.lowerBound + 1, min(end, window.upperBound))
        let last = part.window.upperBound
        part.lanes = lanes.filter { $0.firstBegin < last }.map { lane in
            var lane = lane
            lane.spans = lane.spans.compactMap { $0.cut(to: part.window) }
            return lane
        }
        part.finishedSteps = finishedSteps.indices.map { accelerator in
            stepEnds(ofAccelerator: accelerator).count { $0 <= last }
        }
        part.unusedServers = part.servers(from: self)
        for index in tracks.indices {
            part.tracks[index].states.removeAll { $0.nanoseconds >= last }
            part.tracks[index].waits.removeAll { $0.endedAt > last }
        }
        for index in barriers.indices { part.barriers[index].removeAll { $0.nanoseconds >= last } }
        return part
    }

    /// Servers of pools that have no work in this part of a timeline.
    private func servers(from whole: Timeline) -> [UnusedServers] {
        [Lane.Kind.disk, .readCache, .worker].compactMap { kind in
            func used(_ timeline: Timeline) -> Int { timeline.lanes.count { $0.group.kind == kind } }
            let unused = whole.unusedServers.first { $0.kind == kind }?.count ?? 0
            let (total, count) = (used(whole) + unused, used(whole) + unused - used(self))
            return used(self) > 0 && count > 0 ? UnusedServers(kind: kind, count: count, total: total) : nil
        }
    }
}
