import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Reports

struct DriftTextTests {
    private static let head = "variant,metric,mean,ci_low,ci_high,conf,reps,seed,steps,window"

    /// Steps of 2 and 1 ms, hardly ever waiting: 500 and 1,000 samples per second.
    private func drift(_ rows: [String], memory: String = "1 GiB") async throws -> Drift {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {latency: 100 us, queueDepth: 1}, memory: \(memory)}
                pipeline: [source: {elements: 200, size: 1 KB}, prefetch: 2]
                train: {step: 2 ms, epochs: 2}
                variants: {slow: {}, fast: {train.step: 1 ms}}
                """, name: "test", directory: ".")
        let table = try ResultTable(([Self.head] + rows).joined(separator: "\n") + "\n", name: "m.csv")
        let measured = try MeasuredResults(table, variants: file.variantNames).variants
        var predicted: [Replications] = []
        for variant in measured {
            predicted.append(try await replicate(try file.scenario(variant: variant.name), threads: 2))
        }
        return Drift(measured, predicted: predicted, tolerance: 0.02)
    }

    private func text(_ rows: [String]) async throws -> [String] {
        let text = DriftText(try await drift(rows)).text(TextStyle(columns: 100))
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

    @Test func `says by which figure it was judged, and what drifted means`() async throws {
        let text = try await text([rate("slow", 499, 2)]).joined(separator: " ").replacing(#/ +/#, with: " ")
        #expect(text.contains("Judged by samples/s of the steady part: the file does not have `runSamplesPerSecond`"))
        let moved = try await self.text([rate("slow", 499, 2), "slow,runSamplesPerSecond,450,448,452,0.95,5,1,200,"])
        #expect(moved.joined(separator: " ").contains("Judged by samples/s of the whole run: start-up"), "\(moved)")
        #expect(text.contains("drifted: off by more, for certain"))
    }

    @Test func `files have a row for memory that ran out, and words without spaces`() async throws {
        let rows = [rate("slow", 499, 2), rate("fast", 900, 5)]
        let cut = DriftCSV(try await drift([rows[0]], memory: "1 B")).text.split(separator: "\n")
        #expect(cut.first == "variant,part,metric,unit,mean,ci_low,ci_high,conf,reps,seed,verdict")
        #expect(cut[1].hasPrefix("slow,predicted,outOfMemory,B,") && cut[1].hasSuffix(",drifted"), "\(cut)")
        let drift = try await drift(rows)
        let lines = DriftCSV(drift).text.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("slow,measured,samplesPerSecond,samples/s,499.0,,,,5,1,asPredicted") })
        #expect(lines.contains { $0.hasPrefix("fast,ratio,samplesPerSecond,1,0.9") && $0.hasSuffix(",drifted") })
        let json = JSONValue(drift).text()
        for member in ["\"verdict\": \"drifted\"", "\"verdict\": \"asPredicted\"", "\"finished\": true"] {
            #expect(json.contains(member), "\(json)")
        }
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

    /// The program can execute stand-ins of stages, not the loop that was recorded.
    @Test(arguments: [
        (true, "A recording of three or more epochs has one."), (false, "`overlap execute --runs 5` measures it."),
    ])
    func `one run is said to have no spread, and how to get one`(_ isRecorded: Bool, _ advice: String) async throws {
        let drift = try await drift([rate("slow", 499, nil)])
        let costs = isRecorded ? [CostDrift("sample", planned: 1e-3, seconds: [1e-3, 2e-3])] : []
        let text = DriftText(drift, costs: CostDriftTable(costs)).text(TextStyle(columns: 1000))
        #expect(text.contains("One run has no spread of its own: it is taken to be that of simulated runs. \(advice)"))
    }
}
