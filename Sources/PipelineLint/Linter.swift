import PipelineRuns
import Pipelines
package import ScenarioFiles

/// Applies the rules to variants of a scenario file, and simulates what each fix brings.
package struct Linter: Sendable {
    /// Replications of each scenario when nobody asks for a number.
    package static let defaultReplications = 10

    private let file: ScenarioFile
    private let overrides: [Override]
    private let replications: Int?
    private let threads: Int

    /// Prepares.
    ///
    /// - Parameters:
    ///   - file: what to look at.
    ///   - overrides: changes of every variant.
    ///   - replications: of each scenario, at least 2; nil for ten, or for fewer, but at least three, where a run has
    ///     more than some hundred thousand samples.
    ///   - threads: replications at a time.
    package init(_ file: ScenarioFile, overrides: [Override] = [], replications: Int? = nil, threads: Int) {
        self.file = file
        self.overrides = overrides
        self.replications = replications
        self.threads = threads
    }

    /// Looks at some variants.
    ///
    /// - Parameters:
    ///   - variants: names of variants.
    ///   - progress: called with the share that is done, from 0 to 1, and with what is looked at next.
    /// - Throws: when there is no such variant, or an override does not fit.
    /// - Returns: nil when the task was cancelled.
    package func report(
        of variants: [String], progress: (Double, String) -> Void = { _, _ in }
    ) async throws(ScenarioFileError) -> LintReport? {
        var suspects: [(variant: String, scenario: Scenario, suspicions: [(LintRule, Suspicion)])] = []
        for variant in variants {
            let scenario = try file.scenario(variant: variant, overrides: overrides)
            suspects.append((variant, scenario, suspicions(in: scenario)))
        }
        let total = suspects.reduce(0) { $0 + $1.suspicions.count }
        var done = 0
        var findings: [Finding] = []
        for (variant, scenario, suspicions) in suspects where !suspicions.isEmpty {
            progress(Double(done) / Double(total), "\(done) of \(total) suspicions checked")
            var check = try VariantCheck(file, variant, overrides, planned(scenario), threads: threads)
            for (rule, suspicion) in suspicions {
                let finding = try await check.finding(rule, suspicion)
                if check.isCancelled { return nil }
                if let finding { findings.add(finding) }
                done += 1
                progress(Double(done) / Double(total), "\(done) of \(total) suspicions checked")
            }
        }
        return LintReport(findings: findings.ordered, silenced: file.silencedRules, variants: variants)
    }

    private func suspicions(in scenario: Scenario) -> [(LintRule, Suspicion)] {
        guard let subject = LintSubject(scenario) else { return [] }
        return LintRule.all.filter { !file.silencedRules.contains($0.id) }.flatMap { rule in
            rule.suspicions(in: subject).map { (rule, $0) }
        }
    }

    /// Samples of all replications together that take about a second.
    private static let samplesWorthwhile = 3e6

    private func planned(_ scenario: Scenario) -> Scenario {
        var planned = scenario
        planned.run.replications = replications(of: scenario)
        return planned
    }

    /// As many as were asked for; else ten, or fewer where that would take long.
    func replications(of scenario: Scenario) -> Int {
        if let replications { return replications }
        guard case .finite(let samples) = scenario.pipeline.samplesPerEpoch else { return Self.defaultReplications }
        let run = Double(samples) * Double(scenario.pipeline.training.epochs * scenario.platform.gpu.count)
        return min(Self.defaultReplications, Int(max(3, min(Self.samplesWorthwhile / max(run, 1), 1e6))))
    }
}

extension [Finding] {
    /// One more; what is said of several variants is said once.
    fileprivate mutating func add(_ finding: Finding) {
        if let index = firstIndex(where: { $0.isSame(as: finding) }) {
            self[index].occurrences += finding.occurrences
        } else {
            append(finding)
        }
    }

    /// Findings before notes; of each what gains most, then by place in the file, then in the order of the rules.
    fileprivate var ordered: [Finding] {
        let rules = LintRule.all.map(\.id)
        let keyed = enumerated().map { index, finding in
            (
                (finding.level == .finding ? 0 : 1, -finding.gain),
                (finding.stage.file, finding.stage.line, finding.stage.column),
                (rules.firstIndex(of: finding.rule.id) ?? 0, index), finding
            )
        }
        return keyed.sorted { left, right in
            if left.0 != right.0 { return left.0 < right.0 }
            return left.1 == right.1 ? left.2 < right.2 : left.1 < right.1
        }.map(\.3)
    }
}
