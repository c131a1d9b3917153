/// What a run has come to at a moment: its own counters, and those of its stages.
package struct RunMoment: Sendable {
    /// Of the run.
    package var counters: RunSnapshot
    /// Those of the first stage in the order of `StageCounter`, then those of the next; empty at the beginning of a
    /// run.
    package var stages: [Double]

    /// What a run has come to.
    package init(counters: RunSnapshot, stages: [Double]) {
        self.counters = counters
        self.stages = stages
    }

    /// The beginning of a run.
    static let start = RunMoment(counters: .start, stages: [])

    /// A counter of a stage, in nanoseconds.
    func nanoseconds(_ counter: StageCounter, ofStage stage: Int) -> Double {
        stages.isEmpty ? 0 : stages[stage * StageCounter.count + counter.rawValue]
    }
}
