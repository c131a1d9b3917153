import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles
import Testing

struct ComparisonTextTests {
    private func scenario(_ step: String, buffer: Int = 2, memory: String = "1 GiB") throws -> Scenario {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {latency: 100 us, queueDepth: 1}, memory: \(memory)}
                pipeline: [source: {elements: 60, size: 1 KiB}, prefetch: \(buffer)]
                train: {step: \(step)}
                """, name: "test", directory: ".")
        return try file.scenario(variant: "base")
    }

    private func text(
        _ scenarios: [(String, Scenario)], objective: Objective = .automatic, explains: Bool = false, columns: Int = 80
    ) async throws -> [String] {
        var comparison = Comparison(scenarios.map { Alternative(name: $0.0, $0.1) }, objective: objective)
        try await comparison.decide(threads: 2)
        let text = ComparisonText(comparison, explains: explains).text(TextStyle(columns: columns))
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `the verdict of two comes first, then what differs`() async throws {
        let lines = try await text([("a", try scenario("2 ms")), ("b", try scenario("1 ms"))])
        #expect(lines[0] == "`b` is 100 % faster than `a` (10 pairs).")
        #expect(lines[2].hasPrefix("figure") && lines[3].hasPrefix("samples/s"))
        #expect(!lines.contains { $0.hasPrefix("batches/s") }, "says the same as samples/s")
        #expect(lines.count <= 31)
    }

    @Test func `no difference, and identity, are verdicts`() async throws {
        let near = try await text([("a", try scenario("2 ms")), ("b", try scenario("2.002 ms"))])
        #expect(near[0].hasPrefix("No difference above 0.5 %: `b` is between 0.10 % slower and "))
        let same = try await text([("a", try scenario("2 ms")), ("b", try scenario("2 ms"))])
        #expect(same[0] == "`b` and `a` are identical: throughput is equal to the last digit in 10 pairs.")
    }

    @Test func `who runs out of memory is told`() async throws {
        let lines = try await text([
            ("a", try scenario("2 ms")), ("b", try scenario("2 ms", buffer: 8, memory: "2 KiB")),
        ])
        #expect(lines[0].hasPrefix("`b` runs out of memory: it needs 3.00 KiB, most of it in `"))
    }

    @Test func `of several the best is named, and every pair is in the matrix`() async throws {
        let steps = [("a", "3 ms"), ("b", "1 ms"), ("c", "1.001 ms"), ("d", "2 ms")]
        let lines = try await text(steps.map { ($0.0, try scenario($0.1)) })
        #expect(lines[0].hasPrefix("`b` is fastest, and `c` with no difference above 0.5 %: "))
        #expect(lines.contains { $0.hasPrefix("3 c ") && $0.hasSuffix("=") })
        #expect(lines.contains { $0.hasPrefix("4 d ") && $0.contains("+50") && $0.contains("−50") })
        let equal = try await text(
            [("a", "1 ms"), ("b", "1 ms"), ("c", "1.001 ms")].map { ($0.0, try scenario($0.1)) })
        #expect(equal[0] == "No difference above 0.5 % between any of 3.")
    }

    @Test func `what ± means is said of values and of differences`() async throws {
        let both = [("a", try scenario("2 ms")), ("b", try scenario("1 ms"))]
        let two = try await text(both).joined(separator: " ").replacing(#/ +/#, with: " ")
        #expect(two.contains("so do the differences (±) of all other figures together"))
        let three = try await text(both + [("c", try scenario("3 ms"))]).joined(separator: " ").replacing(
            #/ +/#, with: " ")
        #expect(three.contains("All differences (±) hold together with 95 %"))
        for text in [two, three] { #expect(text.contains("he ± of a value holds with 95 % by itself")) }
    }

    @Test(arguments: [60, 80, 120])
    func `fits, with long names too`(_ columns: Int) async throws {
        let name = "decode.cost={lognormal: {mean: 9 ms, cv: 0.5}}, prefetch.buffer=4"
        let lines = try await text([(name, try scenario("2 ms")), ("b", try scenario("1 ms"))], columns: columns)
        #expect(lines.allSatisfy { $0.count <= columns }, "\(lines)")
        #expect(lines.joined(separator: " ").contains("A: decode.cost") == (columns < 120))
    }

    @Test func `says by what it was judged, and explains it when asked`() async throws {
        let asked = try #require(Objective(named: "AU"))
        let both = [("a", try scenario("2 ms")), ("b", try scenario("1 ms"))]
        let lines = try await text(both, objective: asked, explains: true).joined(separator: " ")
        #expect(lines.contains("Judged by AU (`acceleratorUtilisation`), as asked."))
        #expect(lines.contains("Lan and DeMets 1983") && lines.contains("Bonferroni"))
        let plain = try await text(both).joined(separator: " ")
        #expect(plain.contains("Judged by samples/s of the steady part") && !plain.contains("Lan and"))
    }
}
