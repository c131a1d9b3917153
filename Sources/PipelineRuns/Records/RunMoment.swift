/// What a run has come to at a moment: its own counters, and those of its stages.
struct RunMoment {
    var counters: RunSnapshot
    /// Those of the first stage in the order of `StageCounter`, then those of the next; empty at the beginning of a
    /// run.
    var stages: [Double]

    /// The beginning of a run.
    static let start = RunMoment(counters: .start, stages: [])

    /// A counter of a stage, in nanoseconds.
    func nanoseconds(_ counter: StageCounter, ofStage stage: Int) -> Double {
        stages.isEmpty ? 0 : stages[stage * StageCounter.count + counter.rawValue]
    }
}
