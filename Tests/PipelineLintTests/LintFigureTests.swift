import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineLint

/// The figures of findings against simulations made apart from the linter, of the scenario before and after the fix.
@Suite struct LintFigureTests {
    private static let replications = 3

    @Test(arguments: LintFixture.triggering)
    func `figures are those of the same replications before and after`(_ fixture: LintFixture) async throws {
        let occurrences = try await Self.check(try fixture.file())
        #expect(occurrences > 0)
    }

    @Test(arguments: LintPropertyTests.seeds.prefix(60))
    func `on random scenarios too`(_ seed: UInt64) async throws {
        guard let file = LintPropertyTests.file(seed) else { return }
        _ = try await Self.check(file)
    }

    /// Checks every finding; how often one occurred.
    private static func check(_ file: ScenarioFile) async throws -> Int {
        let linter = Linter(file, replications: replications, threads: 1)
        let report = try #require(try await linter.report(of: ["base"]))
        let before = try await runs(file, [])
        var checked = 0
        for finding in report.findings {
            for occurrence in finding.occurrences {
                let after = try await runs(file, occurrence.changes)
                let rates = samplesPerSecond(before, after)
                expect(occurrence.effect.before, isOf: before, rates.before)
                expect(occurrence.effect.after, isOf: after, rates.after)
                try expectRatios(of: occurrence.effect, before, after)
                expectLevel(of: occurrence, finding.rule)
                checked += 1
            }
        }
        return checked
    }

    private static func runs(_ file: ScenarioFile, _ changes: [Override]) async throws -> Replications {
        var scenario = try file.scenario(variant: "base", overrides: changes)
        scenario.run.replications = replications
        return try await replicate(scenario, threads: 1)
    }

    /// Those of the whole runs where one of all these has no steady part: rates of unlike windows say nothing of a fix.
    private static func samplesPerSecond(
        _ before: Replications, _ after: Replications
    ) -> (before: TimeAverage?, after: TimeAverage?) {
        let isSteady = (before.reports + after.reports).allSatisfy { $0.window != .wholeRun }
        let average = { (reports: [RunReport]) -> TimeAverage? in
            guard !reports.isEmpty else { return nil }
            let parts = reports.map { isSteady ? $0.steady : $0.wholeRun }
            return TimeAverage(of: parts.map(\.samplesPerSecond), overSeconds: parts.map(\.seconds))
        }
        return (average(before.reports), average(after.reports))
    }

    private static func expect(_ side: FixEffect.Side, isOf runs: Replications, _ samplesPerSecond: TimeAverage?) {
        #expect(side.outOfMemory == runs.outOfMemory)
        #expect(side.failure == nil)
        guard runs.outOfMemory == nil else { return #expect(side.samplesPerSecond == nil && side.peakBytes == nil) }
        #expect(side.samplesPerSecond == samplesPerSecond?.interval())
        #expect(side.peakBytes == runs.reports.map(\.peakBytes).max())
    }

    private static func expectRatios(of effect: FixEffect, _ before: Replications, _ after: Replications) throws {
        guard before.outOfMemory == nil, after.outOfMemory == nil else {
            return #expect(effect.speedUp == nil && effect.epochSpeedUp == nil)
        }
        let rates = samplesPerSecond(before, after)
        let speedUp = PairedComparison.ratio(of: try #require(rates.after), against: try #require(rates.before))
        #expect(effect.speedUp == speedUp)
        let epochs = PairedComparison(
            of: before.reports.map(\.epochSeconds), against: after.reports.map(\.epochSeconds))
        #expect(effect.epochSpeedUp == epochs.ratio)
    }

    /// A fix for speed is a finding when it certainly brings 1 %, or lets the run end at all.
    private static func expectLevel(of occurrence: Finding.Occurrence, _ rule: LintRule) {
        let effect = occurrence.effect
        let isFaster = [effect.speedUp, effect.epochSpeedUp].contains { ratio in
            guard let ratio, let lower = ratio.lower else { return false }
            return ratio.mean >= 1.01 && lower > 1
        }
        let savesRun = effect.before.outOfMemory != nil && effect.after.outOfMemory == nil
        let isFinding = rule.concern != .assumption && (rule.concern != .performance || isFaster || savesRun)
        #expect(occurrence.level == (isFinding ? .finding : .note), "\(rule.id)")
    }
}
