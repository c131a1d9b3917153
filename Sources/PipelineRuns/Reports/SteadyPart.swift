import Measurements
import Pipelines

/// The part of a run that is called steady, and what changed in it.
///
/// With several epochs it is the whole epochs after the first, as many as have ended. Otherwise it begins where the
/// warm-up ends (``WarmUpEnd``), and ends at the last step at which as much is in progress as at its beginning
/// (``SampleFlow``): within one step's samples and within 2 % of what is taken, if such a step lies in the second half
/// of what is left; or else within 2 %, after ten steps or more. It holds two rounds of workers that take turns, or
/// more. So the drain at the end is left out. A run whose data were made before they are taken, whose later epochs take no
/// time, or that goes on more slowly where a drain would begin, has no steady part at all: then it is the whole run, and
/// says so.
///
/// Every figure is a change of a counter from the first cycle to the last (``CycleLength``): the mean over one cycle of
/// steps at the end less the mean over one at the beginning. A share is then a mean of the shares in as many
/// overlapping windows as a cycle has steps, and stays between 0 and 1.
struct SteadyPart {
    /// What kind of part it is.
    let window: RunReport.Window
    /// The moments at the ends of the overlapping windows.
    private let starts: [RunMoment]
    private let ends: [RunMoment]

    /// The steady part of a run; nil where nothing is steady.
    ///
    /// - Parameter warmUp: where the warm-up ends of this run, or of several that are alike.
    init?(_ history: RunHistory, after warmUp: WarmUpEnd) {
        if let first = history.firstEpochEnd, let latest = history.laterEpochEnd {
            guard latest.counters.timeNanoseconds > first.counters.timeNanoseconds else { return nil }
            self.init(.laterEpochs, from: first, to: latest)
        } else if let part = Self.part(of: history, after: warmUp) {
            self = part
        } else {
            return nil
        }
    }

    /// All of a run.
    init(wholeRunTo end: RunMoment) { self.init(.wholeRun, from: .start, to: end) }

    private init(_ window: RunReport.Window, from start: RunMoment, to end: RunMoment) {
        self.window = window
        starts = [start]
        ends = [end]
    }

    private init(_ window: RunReport.Window, _ history: RunHistory, snapshots range: ClosedRange<Int>) {
        let snapshots = history.series.snapshots[range]
        let gaps = zip(snapshots, snapshots.dropFirst()).map { Double($1.timeNanoseconds - $0.timeNanoseconds) }
        let cycle = CycleLength(of: gaps).intervals
        self.window = window
        starts = snapshots.indices.prefix(cycle).map { history.moment(at: $0) }
        ends = snapshots.indices.suffix(cycle).map { history.moment(at: $0) }
    }

    /// How much a counter grew: the mean over the overlapping windows.
    func change(of counter: (RunSnapshot) -> Double) -> Double {
        change { (moment: RunMoment) in counter(moment.counters) }
    }

    /// How much a counter of a stage grew.
    func change(of counter: StageCounter, ofStage stage: Int) -> Double {
        change { (moment: RunMoment) in moment.nanoseconds(counter, ofStage: stage) }
    }

    private func change(_ value: (RunMoment) -> Double) -> Double {
        zip(starts, ends).reduce(0) { $0 + (value($1.1) - value($1.0)) } / Double(starts.count)
    }

    /// Its length: that of the overlapping windows, in nanoseconds.
    var nanoseconds: Double { change { Double($0.timeNanoseconds) } }

    /// Batches of all accelerators before its beginning.
    var batchesBefore: Double { starts.first?.counters.batches ?? 0 }

    /// Batches of all accelerators from its beginning to its end.
    var batches: Double { (ends.last?.counters.batches ?? 0) - batchesBefore }
}

extension SteadyPart {
    /// With fewer steps a part whose balance is only within 2 % may be balanced by chance.
    private static let fewestSteps = 10.0
    /// Of fewer rounds the cycle is not seen (``CycleLength``), and a part of one is no sample of it.
    private static let fewestRounds = 2.0
    private static let mostImbalance = 0.02
    /// Beginnings that are tried, because what is in progress at one of them may be out of the ordinary.
    private static let beginnings = 8
    /// How much longer steps take, at least, where a run is said to go on more slowly.
    private static let slowdown = 1.1

    private static func part(of history: RunHistory, after warmUp: WarmUpEnd) -> SteadyPart? {
        let series = history.series
        let (begin, window) = beginning(of: series, after: warmUp)
        let last = series.snapshots.count - 1
        for begin in begin..<begin + beginnings where begin < last {
            guard let end = lastLike(begin, in: history),
                series.snapshots[end].timeNanoseconds > series.snapshots[begin].timeNanoseconds
            else { continue }
            if slows(after: begin...end, in: history) { return nil }
            return SteadyPart(window, history, snapshots: begin...end)
        }
        return nil
    }

    private static func beginning(
        of series: SnapshotSeries<RunSnapshot>, after warmUp: WarmUpEnd
    ) -> (snapshot: Int, window: RunReport.Window) {
        switch warmUp {
        // Never the run's start, at which no step ends.
        case .steps(let steps): (max(1, Int((steps + series.stride - 1) / series.stride)), .afterWarmUp)
        case .notFound: (series.snapshots.count / 2, .notConverged)
        case .tooShort: (1, .tooShort)
        }
    }

    /// The last snapshot at which as much is in progress as at `begin`, which is not the last itself; nil where none
    /// is.
    private static func lastLike(_ begin: Int, in history: RunHistory) -> Int? {
        let series = history.series
        let last = series.snapshots.count - 1
        let (flow, rounds) = (history.flow, fewestRounds * history.stepsPerRound)
        func steps(to end: Int) -> Double { Double(series.snapshots[end].steps - series.snapshots[begin].steps) }
        func imbalance(at end: Int) -> Double { flow.imbalance(in: series, from: begin, to: end) }
        let isWithinAStep = { (end: Int) in
            steps(to: end) >= rounds && imbalance(at: end) <= min(mostImbalance, 1 / steps(to: end))
        }
        let isBalanced = { (end: Int) in
            steps(to: end) >= max(rounds, fewestSteps) && imbalance(at: end) <= mostImbalance
        }
        let middle = begin + (last - begin + 1) / 2
        return (middle...last).last(where: isWithinAStep) ?? (begin + 1...last).last(where: isBalanced)
    }

    /// Whether steps go on more slowly after a part than anywhere in it: storage is throttled after a burst, or what
    /// steps and functions take has grown.
    ///
    /// A drain is no slower than what came before it, since what is taken is there, but for its end, where data run out
    /// for one worker after the other. So what follows must be no drain, and slow in both halves.
    private static func slows(after part: ClosedRange<Int>, in history: RunHistory) -> Bool {
        let series = history.series
        let (end, last) = (part.upperBound, series.snapshots.count - 1)
        let half = (last - end) / 2
        let stretch = min(half, (end - part.lowerBound) / 2)
        guard Double(Int64(stretch) * series.stride) >= max(fewestRounds * history.stepsPerRound, fewestSteps),
            !drains(after: part, in: history)
        else { return false }
        func interval(_ length: Int, from start: Int) -> Double {
            let (first, last) = (series.snapshots[start], series.snapshots[start + length])
            return Double(last.timeNanoseconds - first.timeNanoseconds) / Double(length)
        }
        let longest = (part.lowerBound...end - stretch).map { interval(stretch, from: $0) }.max() ?? 0
        return min(interval(half, from: end), interval(half, from: end + half)) > slowdown * longest
    }

    /// Whether what follows a part is a drain: at most half of what is taken is begun and made meanwhile.
    ///
    /// Files that are all open are still read, and nothing more is begun. Then it is a drain if readers work less than
    /// in the part, since files run out for one after the other. Where storage is throttled they work no less.
    private static func drains(after part: ClosedRange<Int>, in history: RunHistory) -> Bool {
        let (end, last) = (part.upperBound, history.series.snapshots.count - 1)
        return history.flow.drained(in: history.series, from: end, to: last).contains { section in
            guard section.isOfNames else { return true }
            // Names are for the next stage.
            let reader = section.stage + 1
            return history.threadsAtWork(ofStage: reader, from: end, to: last)
                < history.threadsAtWork(ofStage: reader, from: part.lowerBound, to: end)
        }
    }
}
