import Measurements
package import PipelineRuns
import PipelineSimulation
import Pipelines

/// What the variants of a question's scenario came to.
package struct LessonResults: Sendable {
    private let replications: [Replications]

    /// Simulates variants as `overlap simulate` does, so that it prints the same figures.
    ///
    /// - Throws: when a variant does not exist, a change leads nowhere, or a run fails.
    package init(_ run: LessonRun, variants: [String]) async throws(LessonError) {
        let scenarios = try run.scenarios(variants)
        var all: [Replications] = []
        do {
            try await replicate(scenarios, threads: 64) { _, replications in
                all.append(replications)
                return true
            }
        } catch {
            throw .simulation(error)
        }
        replications = all
    }

    /// Events that the engine processed; those of a run that ran out of memory are not known.
    package var events: UInt64 { replications.flatMap(\.reports).reduce(0) { $0 + $1.events } }

    /// The figures of a variant; speed-ups refer to the first one that was run.
    package func summary(_ variant: String) throws(LessonError) -> VariantSummary {
        VariantSummary(try runs(variant), baseline: replications.first)
    }

    /// The figure of a variant, in the metric's unit.
    package func value(_ metric: Metric, of variant: String) throws(LessonError) -> Double {
        guard let estimate = try summary(variant).estimate(metric) else {
            throw .noFigure("\(metric.name) of \(variant)")
        }
        return estimate.value
    }

    /// The answer to a question.
    ///
    /// - Throws: when a run does not define what is asked for.
    package func answer(_ expression: AnswerExpression) throws(LessonError) -> Answer {
        switch expression {
        case .value(let figure):
            let interval = try interval(figure)
            return .figure(try value(figure.metric, of: figure.variant), halfWidth: interval.halfWidth ?? .infinity)
        case .ratio(let figure, let base): return Self.figure(try ratio(figure, to: base))
        case .highest(let metric, let among): return try highest(metric, among: among)
        case .first(let metric, let level, let among): return try first(metric, atLeast: level, among: among)
        case .outOfMemory(let among):
            var count = 0
            for variant in among where try runs(variant).outOfMemory != nil { count += 1 }
            return .figure(Double(count), halfWidth: 0)
        }
    }

    private static func figure(_ interval: ConfidenceInterval) -> Answer {
        .figure(interval.mean, halfWidth: interval.halfWidth ?? .infinity)
    }

    private func runs(_ variant: String) throws(LessonError) -> Replications {
        guard let runs = replications.first(where: { $0.scenario.variant == variant }) else {
            throw .noFigure("variant \(variant)")
        }
        return runs
    }

    /// One value for each replication.
    private func values(_ metric: Metric, of variant: String) throws(LessonError) -> [Double] {
        let runs = try runs(variant)
        let values = runs.reports.overLikeWindows.compactMap { metric.value($0) }
        guard runs.outOfMemory == nil, !values.isEmpty else { throw .noFigure("\(metric.name) of \(variant)") }
        return values
    }

    private func interval(_ figure: RunFigure) throws(LessonError) -> ConfidenceInterval {
        let runs = try runs(figure.variant)
        guard runs.outOfMemory == nil,
            let interval = figure.metric.interval(
                of: runs.reports.overLikeWindows, confidence: runs.scenario.run.confidence)
        else { throw .noFigure("\(figure.metric.name) of \(figure.variant)") }
        return interval
    }

    /// Of throughputs, the speed-up that `overlap simulate` prints.
    private func ratio(_ figure: RunFigure, to base: RunFigure) throws(LessonError) -> ConfidenceInterval {
        if figure.metric.name == base.metric.name, base.variant == replications.first?.scenario.variant {
            let summary = try summary(figure.variant)
            let speedUp: ConfidenceInterval? =
                switch figure.metric.name {
                case Metric.samplesPerSecond.name: summary.speedUp
                case Metric.runSamplesPerSecond.name: summary.runSpeedUp
                default: nil
                }
            if let speedUp { return speedUp }
        }
        let comparison = Self.paired(
            try values(figure.metric, of: figure.variant), try values(base.metric, of: base.variant))
        guard let ratio = comparison.ratio else { throw .noFigure("\(figure.metric.name) of \(figure.variant)") }
        return ratio
    }

    private func highest(_ metric: Metric, among: [String]) throws(LessonError) -> Answer {
        var running: [(variant: String, value: Double)] = []
        for variant in among where try runs(variant).outOfMemory == nil {
            running.append((variant, try value(metric, of: variant)))
        }
        guard let winner = running.max(by: { $0.value < $1.value })?.variant else { throw .noFigure(metric.name) }
        let values = try values(metric, of: winner)
        var leads: [Answer.Lead] = []
        for variant in among where variant != winner {
            guard running.contains(where: { $0.variant == variant }) else {
                leads.append(Answer.Lead(variant: variant, distance: .infinity, halfWidth: 0))
                continue
            }
            let difference = Self.paired(values, try self.values(metric, of: variant)).difference
            leads.append(
                Answer.Lead(variant: variant, distance: difference.mean, halfWidth: difference.halfWidth ?? .infinity))
        }
        return .variant(winner, leads: leads)
    }

    /// Earlier variants are behind by what they lack of the level, later ones by what the first is beyond it.
    private func first(_ metric: Metric, atLeast level: Double, among: [String]) throws(LessonError) -> Answer {
        var intervals: [ConfidenceInterval] = []
        for variant in among { intervals.append(try interval(RunFigure(metric: metric, variant: variant))) }
        guard let first = intervals.firstIndex(where: { $0.mean >= level }) else { throw .noFigure(metric.name) }
        let leads = among.indices.filter { $0 != first }.map { index in
            let decisive = intervals[min(index, first)]
            let distance = index < first ? level - decisive.mean : decisive.mean - level
            return Answer.Lead(
                variant: among[index], distance: distance, halfWidth: decisive.halfWidth ?? .infinity)
        }
        return .variant(among[first], leads: leads)
    }

    /// The replications that both have.
    private static func paired(_ values: [Double], _ base: [Double]) -> PairedComparison {
        let count = min(values.count, base.count)
        return PairedComparison(of: Array(values.prefix(count)), against: Array(base.prefix(count)))
    }
}
