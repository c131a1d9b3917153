import PipelineLint
import ScenarioFiles
import Testing

@Suite struct LintRuleTests {
    @Test func `there is one rule of each name, in the order of the names`() {
        #expect(LintRule.all.map(\.id) == LintRuleID.allCases)
    }

    @Test func `each rule has a scenario that triggers it and one that must not`() {
        #expect(Set(LintFixture.triggering.map(\.rule)) == Set(LintRuleID.allCases))
        #expect(Set(LintFixture.silent.map(\.rule)) == Set(LintRuleID.allCases))
    }

    @Test(arguments: LintFixture.triggering)
    func `finds what it is about, and a fix that is right`(_ fixture: LintFixture) async throws {
        let file = try fixture.file()
        let report = try #require(try await Linter(file, replications: 3, threads: 2).report(of: ["base"]))
        let finding = try #require(
            report.findings.first { $0.rule.id == fixture.rule }, "\(report.findings.map { $0.rule.id })")
        let level: Finding.Level = finding.rule.concern == .assumption ? .note : .finding
        #expect(finding.level == level, "\(finding.problem) \(finding.occurrences.map(\.effect))")
        let occurrence = try #require(finding.occurrences.first)
        let fixed = try file.scenario(variant: "base", overrides: occurrence.changes)
        let subject = try #require(LintSubject(fixed))
        // A smaller buffer may still be one of 4 elements or more; whether one without loss is left only simulation
        // tells.
        if fixture.rule == .prefetchTooLarge { return }
        #expect(finding.rule.suspicions(in: subject).isEmpty, "\(occurrence.changes.map(\.value))")
    }

    @Test(arguments: [("{count: 2, index: 1}", "first"), ("{count: 1, index: 0}", "source")])
    func `a shard is moved no further than to behind another that divides`(first: String, place: String) async throws {
        let text = """
            overlap: 1
            pipeline:
              - source: {elements: 320, size: 100 kB}
              - shard: \(first.dropLast()), name: first}
              - map: 4 ms
              - shard: {count: 4, index: 1, name: second}
              - prefetch: 2
            train: 1 ms
            """
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let report = try #require(try await Linter(file, replications: 3, threads: 2).report(of: ["base"]))
        let finding = try #require(report.findings.first { $0.rule.id == .shardAfterWork })
        #expect(finding.fix == "move `second` directly after `\(place)`")
    }

    @Test(arguments: LintFixture.silent)
    func `says nothing without need`(_ fixture: LintFixture) throws {
        let subject = try #require(LintSubject(try fixture.file().scenario(variant: "base")))
        let rule = try #require(LintRule.all.first { $0.id == fixture.rule })
        #expect(rule.suspicions(in: subject).isEmpty)
    }
}
