import BasicContainers
import Measurements
import Pipelines

/// What stages make, beside what is taken of it: the account by which a stretch of a run is told from a fill or a
/// drain.
///
/// A stage has made what it has emitted, and what it keeps ready if a thread of its own works ahead. What is taken is
/// what the training loop has finished, or, above a stage that leaves samples out or delivers some again, what that
/// stage has received. The difference is in progress. Stages that only pass elements on make nothing. Those that deliver
/// mere names of samples, as a source does before an `interleave` or a `dataLoader`, tell what has been begun.
package struct SampleFlow: Sendable {
    /// Part of a pipeline's way: what stage `stage` makes until it is taken.
    package struct Section: Sendable {
        /// Who makes.
        package var stage: Int
        /// Whether it makes names of samples for another to read, which are no part of what is in progress.
        var isOfNames: Bool
        /// Whether it keeps what it has made ready.
        package var worksAhead: Bool
        /// The stage whose emissions are what is taken; nil where the training loop takes.
        package var taker: Int?
    }

    /// Each with two numbers in a snapshot: what was made, and what was taken.
    package let sections: [Section]

    init(_ scenario: Scenario) {
        let pipeline = scenario.pipeline
        // All accelerators' pipelines are alike in this.
        let operators = pipeline.stages.map { $0.operator.onAccelerator(0, of: scenario.platform.gpu.count) }
        let isNamed = pipeline.files != nil
        let first = isNamed ? operators.lastIndex { $0 is any ReadingOperator } ?? 0 : 0
        let makers = operators.indices[first...].filter { index in
            index == first || !operators[index].onlyPasses(pipeline.storedFiles)
        }
        let names = isNamed && first > 0 ? [first - 1] : []
        sections = (makers + names).map { index in
            let end = operators.indices[(index + 1)...].first { !operators[$0].conservesSamples }
            return Section(
                stage: index, isOfNames: index < first, worksAhead: operators[index].isAsynchronous,
                taker: end.map { $0 - 1 })
        }
    }

    /// Numbers that a snapshot needs: for each section what is made and what is taken.
    package var levelCount: Int { 2 * sections.count }

    /// Appends those numbers now, in samples over all accelerators.
    func addLevels(_ ranks: inout RigidArray<Rank>, to levels: inout [Double]) {
        for section in sections {
            var (made, taken) = (Int64(0), Int64(0))
            for rank in 0..<ranks.count {
                made += self.made(section, &ranks[rank].run)
                taken += self.taken(section, &ranks[rank].run)
            }
            levels.append(Double(made))
            levels.append(Double(taken))
        }
    }

    /// How far what is in progress at two snapshots differs, as a share of what is taken between them.
    ///
    /// The largest of any section. Infinite where nothing is taken and yet something is made.
    func imbalance(in series: SnapshotSeries<RunSnapshot>, from start: Int, to end: Int) -> Double {
        changes(in: series, from: start, to: end).reduce(0) { largest, change in
            if change.section.isOfNames || change.made == change.taken { return largest }
            return max(largest, change.taken > 0 ? abs(change.made - change.taken) / change.taken : .infinity)
        }
    }

    /// The parts where, as in a drain, at most half of what is taken between two snapshots is begun or made meanwhile.
    func drained(in series: SnapshotSeries<RunSnapshot>, from start: Int, to end: Int) -> [Section] {
        changes(in: series, from: start, to: end).filter { $0.made <= $0.taken / 2 }.map { $0.section }
    }

    /// What each section has made between two snapshots, and what was taken of it.
    private func changes(
        in series: SnapshotSeries<RunSnapshot>, from start: Int, to end: Int
    ) -> some Sequence<(section: Section, made: Double, taken: Double)> {
        func change(_ level: Int) -> Double { series.level(level, at: end) - series.level(level, at: start) }
        return sections.enumerated().lazy.map { ($1, change(2 * $0), change(2 * $0 + 1)) }
    }

    private func made(_ section: Section, _ run: inout PipelineRun) -> Int64 {
        run.emittedSamples(ofStage: section.stage) + (section.worksAhead ? run.heldSamples(ofStage: section.stage) : 0)
    }

    private func taken(_ section: Section, _ run: inout PipelineRun) -> Int64 {
        if let taker = section.taker { return run.emittedSamples(ofStage: taker) }
        return run.training.finishedSamples
    }
}

extension Operator {
    /// Whether each element goes on at once as it is.
    fileprivate func onlyPasses(_ files: StoredFiles) -> Bool {
        let takesTime = serviceTime?.isZero == false
        return !isAsynchronous && bufferCapacity == nil && conservesSamples && !takesTime && intake(from: files) == 1
    }
}
