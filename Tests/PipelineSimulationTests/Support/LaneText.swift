import Timelines

extension Timeline {
    /// What a lane does, piece by piece, in milliseconds: `work 0–2`.
    func text(ofLane name: String) -> [String] {
        let pieces = pieces()
        guard let index = lanes.firstIndex(where: { self.name(of: $0) == name }) else { return ["no lane \(name)"] }
        return pieces[index].map { "\($0.activity.text) \(Self.milliseconds($0.begin))–\(Self.milliseconds($0.end))" }
    }

    /// A buffer's level over time: `0 from 0`.
    func levels(ofStage name: String) -> [String] {
        guard let track = tracks.first(where: { $0.name == name }) else { return ["no stage \(name)"] }
        return BufferLevel(track, in: window).steps.map { "\($0.elements) from \(Self.milliseconds($0.nanoseconds))" }
    }

    private static func milliseconds(_ time: Int64) -> String {
        time % 1_000_000 == 0 ? "\(time / 1_000_000)" : "\(Double(time) / 1e6)"
    }
}

extension LaneActivity {
    var text: String {
        switch self {
        case .work: "work"
        case .setup: "setup"
        case .idle(let cause): cause.rawValue
        }
    }
}
