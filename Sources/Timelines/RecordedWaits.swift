import Pipelines

/// The waits of one accelerator's training loop over time, from the window's beginning on.
struct RecordedWaits: Sendable {
    /// By stage.
    private(set) var charged: [[ChargedWait]]
    private var latest: [WaitTimes]

    init(stages: Int) {
        charged = Array(repeating: [], count: stages)
        latest = Array(repeating: WaitTimes(), count: stages)
    }

    /// Notes what the waits for each stage have come to since the run began.
    ///
    /// - Parameter from: the window's beginning (ns).
    /// - Returns: how many parts of a wait that has just ended were recorded.
    mutating func record(_ waits: [WaitTimes], at now: Int64, from: Int64) -> Int {
        defer { latest = waits }
        guard now > from else { return 0 }
        var parts: [(stage: Int, cause: WaitCause, nanoseconds: Int64)] = []
        for stage in waits.indices {
            for cause in WaitCause.allCases where waits[stage][cause] > latest[stage][cause] {
                parts.append((stage, cause, waits[stage][cause] - latest[stage][cause]))
            }
        }
        // A wait that had begun before the window counts in proportion.
        let whole = parts.reduce(0) { $0 + $1.nanoseconds }
        let inWindow = min(whole, now - from)
        for part in parts {
            let nanoseconds = Int64(Double(part.nanoseconds) * (Double(inWindow) / Double(whole)))
            charged[part.stage].append(ChargedWait(endedAt: now, cause: part.cause, nanoseconds: nanoseconds))
        }
        return parts.count
    }
}
