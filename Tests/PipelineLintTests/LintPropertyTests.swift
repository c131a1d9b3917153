import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineLint

/// What holds for every scenario, on random ones; a failure names the seed that makes its scenario again.
@Suite struct LintPropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...300

    static func file(_ seed: UInt64) -> ScenarioFile? {
        try? ScenarioFile(text: RandomScenario(seed: seed).text, name: "s.yaml", directory: ".")
    }

    /// Every fix of every suspicion, with what it is about.
    private static func fixes(_ file: ScenarioFile) throws -> [(rule: LintRuleID, suspicion: Suspicion, fix: LintFix)] {
        guard let subject = LintSubject(try file.scenario(variant: "base")) else { return [] }
        return LintRule.all.flatMap { rule in
            rule.suspicions(in: subject).flatMap { suspicion in suspicion.fixes.map { (rule.id, suspicion, $0) } }
        }
    }

    @Test(arguments: seeds)
    func `every fix gives a scenario that decodes and runs, and the same stages for the rest`(_ seed: UInt64) throws {
        guard let file = Self.file(seed) else { return }
        let written = try file.scenario(variant: "base")
        for (rule, suspicion, fix) in try Self.fixes(file) {
            let changes = try fix.changes(of: file, variant: "base")
            let fixed = try file.scenario(variant: "base", overrides: changes)
            let names = fixed.pipeline.stages.map(\.name)
            #expect(
                Set(written.pipeline.stages.map(\.name)).isSubset(of: names), "\(rule.rawValue): \(fix.words)")
            #expect(written.pipeline.stages.indices.contains(suspicion.stage))
            _ = try simulate(fixed, replication: 0)
        }
    }

    @Test(arguments: seeds.prefix(100))
    func `a report of everything, in order`(_ seed: UInt64) async throws {
        guard let file = Self.file(seed) else { return }
        let report = try #require(try await Linter(file, replications: 2, threads: 2).report(of: ["base"]))
        let keys = report.findings.map { ($0.level == .finding ? 0 : 1, -$0.gain, $0.stage.line) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
        for finding in report.findings {
            #expect(finding.occurrences.allSatisfy { !$0.changes.isEmpty && $0.effect.before.failure == nil })
        }
    }

    @Test func `most scenarios decode, and all rules find something in some`() throws {
        let files = Self.seeds.compactMap(Self.file)
        #expect(files.count > 150, "\(files.count)")
        let rules = Set(try files.flatMap { try Self.fixes($0).map(\.rule) })
        #expect(rules == Set(LintRuleID.allCases), "\(rules)")
    }
}
