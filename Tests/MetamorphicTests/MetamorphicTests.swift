import Foundation
import PipelineRuns
import Testing

/// What holds for every scenario, on random ones.
///
/// A failure prints the scenario as a file, to be run again.
@Suite struct MetamorphicTests {
    private static let windows = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Windows")

    @Test(arguments: Seeds.lots)
    func `a stage that does nothing changes nothing`(_ seeds: ClosedRange<UInt64>) {
        for seed in seeds {
            let scenario = ScenarioGenerator.scenario(seed: seed)
            if scenario.isRewritten { continue }
            let figures = ComparedFigures(Outcome(scenario.text))
            var random = SeededGenerator(seed: seed)
            let neutral = NeutralStage(into: scenario, using: &random)
            let changed = neutral.put(into: scenario)
            let differences = ComparedFigures(Outcome(changed.text)).differences(from: figures)
            #expect(differences.isEmpty, "with `\(neutral.stage)` at \(neutral.place):\n\(scenario.replay)")
        }
    }

    /// Their windows once ended elsewhere, because such a stage had an account of what is in progress behind it.
    @Test(arguments: [1139, 1289, 2284, 4362, 4406])
    func `nor does any stage that does nothing, anywhere`(seed: UInt64) throws {
        let file = Self.windows.appendingPathComponent("\(seed).yaml")
        let scenario = GeneratedScenario(replay: try String(contentsOf: file, encoding: .utf8))
        #expect(try scenario.replay == String(contentsOf: file, encoding: .utf8))
        let figures = ComparedFigures(Outcome(scenario.text))
        for neutral in NeutralStage.all(into: scenario) {
            let differences = ComparedFigures(Outcome(neutral.put(into: scenario).text)).differences(from: figures)
            #expect(differences.isEmpty, "with `\(neutral.stage)` at \(neutral.place):\n\(scenario.replay)")
        }
    }

    @Test(arguments: Seeds.lots)
    func `units change nothing`(_ seeds: ClosedRange<UInt64>) {
        for seed in seeds where seed.isMultiple(of: 3) {
            let figures = ComparedFigures(Outcome(ScenarioGenerator.scenario(seed: seed).text))
            let unit: Notation.Unit = seed.isMultiple(of: 2) ? .milliseconds : .seconds
            let scenario = ScenarioGenerator.scenario(seed: seed, notation: Notation(unit: unit))
            let differences = ComparedFigures(Outcome(scenario.text)).differences(from: figures)
            #expect(differences.isEmpty, "\(scenario.replay)")
        }
    }

    @Test(arguments: Seeds.lots)
    func `twice the times halve the rates`(_ seeds: ClosedRange<UInt64>) {
        for seed in seeds {
            let scenario = ScenarioGenerator.scenario(seed: seed, isScalable: true)
            let slower = ScenarioGenerator.scenario(seed: seed, notation: Notation(slowness: 2), isScalable: true)
            let figures = ComparedFigures(Outcome(scenario.text))
            let differences = ComparedFigures(Outcome(slower.text)).differences(from: figures, slowness: 2)
            #expect(differences.isEmpty, "\(scenario.replay)")
        }
    }

    @Test(arguments: Seeds.lots)
    func `shares are shares, and what comes first takes no longer than what comes after`(
        _ seeds: ClosedRange<UInt64>
    ) {
        for seed in seeds {
            let scenario = ScenarioGenerator.scenario(seed: seed)
            guard case .completed(let report, let decoded) = Outcome(scenario.text) else { continue }
            let mistakes = Plausibility.mistakes(in: report, of: decoded)
            #expect(mistakes.isEmpty, "\(scenario.replay)")
        }
    }

    @Test func `most scenarios can be run, and the others fail in all ways`() {
        var (completed, exhausted, failed) = (0, 0, 0)
        for seed: UInt64 in 1...300 {
            switch Outcome(ScenarioGenerator.scenario(seed: seed).text) {
            case .completed: completed += 1
            case .outOfMemory: exhausted += 1
            case .failed: failed += 1
            }
        }
        #expect(completed > 220 && exhausted > 1 && failed > 3, "\(completed), \(exhausted), \(failed)")
    }
}
