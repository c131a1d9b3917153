package import Measurements

extension [RunReport] {
    /// Whether a report has no steady part, so that its figures are those of its whole run.
    package var lackSteadyPart: Bool { contains { $0.window == .wholeRun } }

    /// The same reports with figures that may be averaged: where one has no steady part, all are taken over the whole
    /// run.
    package var overLikeWindows: [RunReport] { lackSteadyPart ? overWholeRuns : self }

    /// The same reports with the figures of their whole runs.
    package var overWholeRuns: [RunReport] {
        map { report in
            var whole = report
            whole.steady = report.wholeRun
            for (index, shares) in report.wholeRun.stages.enumerated() { whole.stages[index].shares = shares }
            return whole
        }
    }
}

extension [[RunReport]] {
    /// The same lists with figures that may be compared with each other: where a report of any list has no steady part,
    /// all are taken over the whole run.
    package var overLikeWindows: [[RunReport]] {
        contains(where: \.lackSteadyPart) ? map(\.overWholeRuns) : self
    }
}

extension PairedComparison {
    /// Throughput of a variant against a baseline's over like windows, replication by replication as far as both have
    /// them.
    ///
    /// Nil where one of them has no replication.
    package static func ratio(
        ofThroughput variant: [RunReport], against baseline: [RunReport], confidence: Double
    ) -> ConfidenceInterval? {
        let common = min(variant.count, baseline.count)
        guard common > 0 else { return nil }
        let like = [variant, baseline].overLikeWindows
        return ratio(
            of: throughput(like[0].prefix(common)), against: throughput(like[1].prefix(common)),
            confidence: confidence)
    }

    private static func throughput(_ reports: ArraySlice<RunReport>) -> TimeAverage {
        TimeAverage(of: reports.map(\.samplesPerSecond), overSeconds: reports.map(\.steady.seconds))
    }
}
