package import Measurements
import Pipelines

/// What is kept of a run to tell its steady part once it is over, or once others of the same scenario are.
package struct RunHistory: Sendable {
    /// What was run, rewritten.
    let scenario: Scenario
    /// What the series keeps account of beside its snapshots, before the counters of the stages.
    package let flow: SampleFlow
    /// Steps of an accelerator in the longest round of a stage.
    let stepsPerRound: Double
    /// The counters at the ends of steps.
    package var series: SnapshotSeries<RunSnapshot>
    /// When the first epoch ended, if it has.
    var firstEpochEnd: RunMoment?
    /// When the latest epoch after the first ended, if one has.
    var laterEpochEnd: RunMoment?

    init(_ scenario: Scenario) {
        self.scenario = scenario
        flow = SampleFlow(scenario)
        stepsPerRound = scenario.pipeline.stepsPerRound
        series = SnapshotSeries(
            start: .start, levelCount: flow.levelCount + scenario.pipeline.stages.count * StageCounter.count)
    }

    /// When the latest epoch ended (ns); 0 before one has.
    package var lastEpochEnd: Int64 { (laterEpochEnd ?? firstEpochEnd)?.counters.timeNanoseconds ?? 0 }

    /// An epoch ended.
    mutating func epochEnded(_ moment: RunMoment) {
        if firstEpochEnd == nil { firstEpochEnd = moment } else { laterEpochEnd = moment }
    }

    /// How many threads are at work for a stage between two snapshots, on average over that time.
    func threadsAtWork(ofStage stage: Int, from start: Int, to end: Int) -> Double {
        let (start, end) = (moment(at: start), moment(at: end))
        let work = [StageCounter.workers, .consumer].reduce(0) { sum, counter in
            sum + end.nanoseconds(counter, ofStage: stage) - start.nanoseconds(counter, ofStage: stage)
        }
        return work / Double(end.counters.timeNanoseconds - start.counters.timeNanoseconds)
    }

    /// What the run had come to at a snapshot of the series.
    func moment(at snapshot: Int) -> RunMoment {
        RunMoment(
            counters: series.snapshots[snapshot],
            stages: (flow.levelCount..<series.levelCount).map { series.level($0, at: snapshot) })
    }
}
