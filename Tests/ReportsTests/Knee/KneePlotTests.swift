import Experiments
import PipelineRuns
import Testing

@testable import Reports

struct KneePlotTests {
    private static func script(_ vary: String, _ objective: Objective = .automatic) async throws -> String {
        KneePlot(title: "s", try await SearchedKnee.found(SweptScenario.text, vary, objective: objective)).script(
            in: .svg)
    }

    @Test func `shows what was simulated, the band and the knee`() async throws {
        let script = try await Self.script("decode.parallelism=1,2,4,8")
        #expect(script.contains("set title 's: knee at 4'"), "\(script)")
        #expect(script.contains("set xlabel 'decode.parallelism (calls at a time)'"))
        #expect(script.contains("set ylabel 'throughput (% of the asymptote)'"))
        #expect(script.contains("rectangle from graph 0, first 99.0 to graph 1, first 100 "))
        #expect(script.contains("set arrow from first 4.0, graph 0 to first 4.0, graph 1 nohead"))
        #expect(script.contains("\n2.0 50.0 50.0 50.0\n"), "\(script)")
        #expect(script.contains("title 'within 1 % of the asymptote'"))
        #expect(script.contains("\n8.0 100.0 100.0 100.0\nEND"))
    }

    @Test func `of figures that are better low the share is turned around`() async throws {
        let figure = try #require(Objective(named: "epochSeconds"))
        let script = try await Self.script("decode.parallelism=1,2,4,8", figure)
        let first = try #require(script.firstMatch(of: #/<< END\n1\.0 ([0-9.]+) /#)?.output)
        #expect(try #require(Double(first.1)) < 99 && script.contains("set ylabel 'epoch"), "\(script)")
    }

    @Test func `without an answer it says so`() async throws {
        let script = try await Self.script("decode.parallelism=1,2,4,8", .figure(.stallFraction))
        #expect(script.contains("set title 's: no knee'") && !script.contains("set arrow"))
    }
}
