import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

/// The recurrence engine against the event engine, on random scenarios.
@Suite struct RecurrenceTests {
    @Test(arguments: Seeds.lots)
    func `both engines report the same`(_ seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            let text = LineGenerator.scenario(seed: seed)
            guard let scenario = Self.decoded(text) else { continue }
            guard let byRecurrence = try Self.report(of: scenario, by: .recurrence) else { continue }
            let byEvents = try #require(try Self.report(of: scenario, by: .events), "\(text)")
            #expect(byRecurrence == byEvents, "\(text)")
        }
    }

    /// What it refuses, or runs out of memory in, is simulated by events.
    @Test(arguments: Seeds.lots)
    func `what it chooses by itself is the same too`(_ seeds: ClosedRange<UInt64>) throws {
        for seed in seeds where seed.isMultiple(of: 5) {
            for text in [LineGenerator.scenario(seed: seed), ScenarioGenerator.scenario(seed: seed).text] {
                guard let scenario = Self.decoded(text) else { continue }
                #expect(Self.outcome(of: scenario, by: .auto) == Self.outcome(of: scenario, by: .events), "\(text)")
            }
        }
    }

    @Test func `most of such scenarios have a recurrence`() throws {
        var (decoded, accepted) = (0, 0)
        for seed: UInt64 in 1...300 {
            guard let scenario = Self.decoded(LineGenerator.scenario(seed: seed)) else { continue }
            decoded += 1
            if try Self.report(of: scenario, by: .recurrence) != nil { accepted += 1 }
        }
        #expect(decoded > 250)
        #expect(accepted * 4 > decoded * 3)
    }

    /// Nil for one that is refused, as where a batch drops all there is.
    private static func decoded(_ text: String) -> Scenario? {
        guard let file = try? ScenarioFile(text: text, name: "s.yaml", directory: ".") else { return nil }
        return try? file.scenario(variant: file.variantNames[0])
    }

    /// What was measured, but for the number of events; nil where there is no recurrence.
    private static func report(of scenario: Scenario, by engine: Engine) throws -> String? {
        var scenario = scenario
        scenario.run.engine = engine
        do {
            guard case .completed(var report) = try simulate(scenario, replication: 0) else { return nil }
            #expect(report.engine == engine)
            (report.engine, report.events) = (nil, 0)
            return String(reflecting: report)
        } catch SimulationError.noRecurrence {
            return nil
        }
    }

    private static func outcome(of scenario: Scenario, by engine: Engine) -> String {
        var scenario = scenario
        scenario.run.engine = engine
        do {
            guard case .completed(var report) = try simulate(scenario, replication: 0) else { return "out of memory" }
            (report.engine, report.events) = (nil, 0)
            return String(reflecting: report)
        } catch {
            return "\(error)"
        }
    }
}
