public import Measurements
public import Pipelines

/// All of a summary that does not follow from its scenario: what a journal keeps, and other machines send.
public struct SummaryFigures: Codable, Sendable {
    /// Replications behind the figures.
    public let replications: Int
    /// Whether the precision that was asked for was reached.
    public let precision: Replications.Precision
    /// Set when the variant needs more memory than there is; it then has no figures.
    public let outOfMemory: OutOfMemory?
    /// Whether some of what was to be run is missing, because an execution was cut short.
    public let isPartial: Bool
    /// The figures, in the order of `Metric.all`, without those that no replication defines.
    public let estimates: [Estimate]
    /// Throughput of the steady part ÷ that of the baseline, from replications that draw the same random numbers; of
    /// the whole run where one of the two has no steady part.
    public let speedUp: ConfidenceInterval?
    /// Throughput of the whole run ÷ that of the baseline, from the same pairs: what the user waits for.
    public let runSpeedUp: ConfidenceInterval?
    /// Mean length of a run, in seconds.
    public let runSeconds: Double
    /// Steps left after the first in the longest epoch: AU has no figure where they are too few.
    public let utilisationSteps: Int64
    /// Mean share of the epochs' time that AU leaves out, from 0 to 1, where AU is defined.
    public let utilisationLeftOut: Double?
    /// Where the training loops' time goes, over the same part of the runs as samples/s; nil where there are no
    /// figures.
    ///
    /// The stages' waits divide its waiting.
    public let loop: LoopTime?
    /// Share of the requests that storage accepts a second, over the same part; nil where it accepts any number.
    public let requestUtilisation: Double?
    /// Share of the files that storage opens a second, over the same part; nil where it opens any number.
    public let openingUtilisation: Double?
    /// Which parts of the runs are called steady; only those that occur.
    public let windows: [VariantSummary.WindowCount]
    /// Mean length of the steady part, in steps of one accelerator.
    public let windowSteps: Double
    /// Mean length of the part before it, in steps of one accelerator.
    public let warmUpSteps: Double
    /// The stages; averages over the time of the replications, and the largest of what are maxima.
    public let stages: [StageReport]
    /// The shared resources; averages over the time of the replications, and the largest of what are maxima.
    public let resources: [ResourceReport]
    /// Times whose rare long values were hardly drawn in all replications together: figures are too good.
    public let lackingTimes: [DrawnTimes]
    /// Events that the engine processed, over all replications.
    public let events: UInt64
    /// What simulated the replications: `.events`, `.recurrence`, or both, one for some and one for others; empty for
    /// what was executed.
    public let engines: [Engine]

    /// - Parameters:
    ///   - replications: of the variant.
    ///   - baseline: of the variant that speed-ups refer to; the replications that both have are compared.
    init(_ replications: Replications, baseline: Replications?) {
        precision = replications.precision
        outOfMemory = replications.outOfMemory
        isPartial = replications.isPartial
        let reports = replications.outOfMemory == nil ? replications.reports.overLikeWindows : []
        self.replications = reports.count
        let confidence = replications.scenario.run.confidence
        estimates = Metric.all.compactMap { Estimate($0, of: reports, confidence: confidence) }
        stages = StageReport.averages(of: reports)
        resources = ResourceReport.averages(of: reports)
        let others = baseline.flatMap { $0.outOfMemory == nil ? $0.reports : nil } ?? []
        speedUp = PairedComparison.ratio(ofThroughput: reports, against: others, confidence: confidence)
        runSpeedUp =
            PairedComparison.ratio(
                ofThroughput: reports.overWholeRuns, against: others.overWholeRuns, confidence: confidence)
        runSeconds = Self.mean(reports) { $0.simulatedSeconds }
        utilisationSteps = reports.map(\.utilisation.stepsLeft).max() ?? 0
        utilisationLeftOut = Tally(reports.compactMap(\.utilisation.leftOut)).mean
        loop = reports.isEmpty ? nil : LoopTime(averageOf: reports.map(\.steady))
        requestUtilisation = Self.mean(of: \.requestUtilisation, overSteadyPartsOf: reports)
        openingUtilisation = Self.mean(of: \.openingUtilisation, overSteadyPartsOf: reports)
        windows = Self.windows.compactMap { window in
            let count = reports.count { $0.window == window }
            return count > 0 ? VariantSummary.WindowCount(window: window, count: count) : nil
        }
        windowSteps = Self.mean(reports) { Double($0.windowSteps) }
        warmUpSteps = Self.mean(reports) { Double($0.stepsBefore) }
        var drawn: [DrawnTimes] = []
        for report in reports { drawn.add(report.drawnTimes) }
        lackingTimes = drawn.filter(\.lackRareOnes)
        events = reports.reduce(0) { $0 + $1.events }
        engines = Engine.allCases.filter { engine in reports.contains { $0.engine == engine } }
    }

    private static let windows: [RunReport.Window] = [.laterEpochs, .afterWarmUp, .notConverged, .tooShort, .wholeRun]

    private static func mean(_ reports: [RunReport], _ value: (RunReport) -> Double) -> Double {
        Tally(reports.map(value)).mean ?? 0
    }

    private static func mean(
        of share: KeyPath<WindowFigures, Double?>, overSteadyPartsOf reports: [RunReport]
    ) -> Double? {
        let parts = reports.map(\.steady)
        let shares = parts.compactMap { $0[keyPath: share] }
        return shares.isEmpty ? nil : TimeAverage(of: shares, overSeconds: parts.map(\.seconds)).mean
    }
}

extension StageReport {
    /// Each stage's average over the time of the replications; the largest of what are maxima, and the (lower) median
    /// of what was tuned.
    ///
    /// - Parameter reports: one for each replication, of the same stages.
    fileprivate static func averages(of reports: [RunReport]) -> [StageReport] {
        guard let first = reports.first else { return [] }
        return first.stages.indices.map { index in
            let stage = reports.map { $0.stages[index] }
            // Of a stage that holds nothing in one replication there may be none.
            func overRuns(_ value: (StageReport) -> Double?) -> Double? {
                let defined = zip(stage, reports).compactMap { stage, report in
                    value(stage).map { (value: $0, seconds: report.wholeRun.seconds) }
                }
                return defined.isEmpty
                    ? nil : TimeAverage(of: defined.map(\.value), overSeconds: defined.map(\.seconds)).mean
            }
            return StageReport(
                name: first.stages[index].name,
                shares: StageShares(averageOf: stage.map(\.shares), overSeconds: reports.map(\.steady.seconds)),
                meanElements: overRuns(\.meanElements) ?? 0,
                maximumElements: stage.map(\.maximumElements).max() ?? 0,
                maximumBytes: stage.map(\.maximumBytes).max() ?? 0,
                emptyFraction: overRuns(\.emptyFraction),
                fullFraction: overRuns(\.fullFraction),
                tunedValue: stage.compactMap(\.tunedValue).lowerMedian,
                incompleteCaches: stage.map(\.incompleteCaches).max() ?? 0)
        }
    }
}
