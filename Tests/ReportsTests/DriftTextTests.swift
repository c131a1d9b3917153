import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles
import Testing

struct DriftTextTests {
    private static let head = "variant,metric,mean,ci_low,ci_high,conf,reps,seed,steps,window"

    /// Steps of 2 and 1 ms, hardly ever waiting: 500 and 1,000 samples per second.
    private func text(_ rows: [String]) async throws -> [String] {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {latency: 100 us, queueDepth: 1}}
                pipeline: [source: {elements: 200}, prefetch: 2]
                train: {step: 2 ms, epochs: 2}
                variants: {slow: {}, fast: {train.step: 1 ms}}
                """, name: "test", directory: ".")
        let table = try ResultTable(([Self.head] + rows).joined(separator: "\n") + "\n", name: "m.csv")
        let measured = try MeasuredResults(table, variants: file.variantNames).variants
        var predicted: [Replications] = []
        for variant in measured {
            predicted.append(try await replicate(try file.scenario(variant: variant.name), threads: 2))
        }
        let drift = Drift(measured, predicted: predicted, metric: .samplesPerSecond, tolerance: 0.02)
        let text = DriftText(drift).text(TextStyle(columns: 100))
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func rate(_ variant: String, _ rate: Double, _ halfWidth: Double?) -> String {
        let ends = halfWidth.map { "\(rate - $0),\(rate + $0)" } ?? ","
        return "\(variant),samplesPerSecond,\(rate),\(ends),0.95,\(halfWidth == nil ? 1 : 5),1,200,later epochs"
    }

    @Test func `as predicted, with a bound`() async throws {
        let lines = try await text([rate("slow", 499, 2)])
        #expect(
            lines[0].hasPrefix("`slow` is as predicted within 0.") && lines[0].hasSuffix("% (5 runs, 10 replications).")
        )
    }

    @Test func `a drift is told with what moved too`() async throws {
        let stall = "slow,stallFraction,0.1,0.09,0.11,0.95,5,1,200,later epochs"
        let lines = try await text([rate("slow", 480, 2), stall])
        #expect(lines[0].contains("% slower than predicted (5 runs, 10 replications): stall 10.0 % instead of "))
        #expect(lines.contains { $0.hasPrefix("stall ") && $0.contains("points") })
    }

    @Test func `what is open says so`() async throws {
        #expect(
            try await text([rate("slow", 490, 40)])[0].hasPrefix(
                "Not resolved (5 runs, 10 replications): `slow` is between "))
    }

    @Test func `several variants have a row each`() async throws {
        let lines = try await text([rate("slow", 499.5, 2), rate("fast", 900, 5)])
        #expect(
            lines[0].hasPrefix("`fast` is 10")
                && lines[0].contains("% slower than predicted; `slow` is as predicted within"))
        #expect(lines.contains { $0.hasPrefix("slow ") && $0.hasSuffix("as predicted") })
        #expect(lines.contains { $0.hasPrefix("fast ") && $0.hasSuffix("drifted") })
    }

    @Test func `what measured and simulated runs do not share is told`() async throws {
        let other = "slow,samplesPerSecond,499,,,0.95,1,7,20,later epochs"
        let text = try await text([other, "slow,partial,1,,,0.95,1,7,20,later epochs"]).joined(separator: " ")
        #expect(text.contains("One run has no spread") && text.contains("another seed") && text.contains("Cut short"))
        #expect(text.contains("twice as many steps"))
    }
}
