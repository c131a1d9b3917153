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
        #expect(script.contains("set ylabel 'throughput (samples/s)'"))
        #expect(script.contains("rectangle from graph 0, first 495.0 to graph 1, first 500.0"))
        #expect(script.contains("set arrow from first 4.0, graph 0 to first 4.0, graph 1 nohead"))
        #expect(script.contains("title 'within 1 % of the asymptote'"))
        #expect(script.contains("\n8.0 500.0 500.0 500.0\nEND"))
    }

    @Test func `figures that are better low have their band above`() async throws {
        let figure = try #require(Objective(named: "epochSeconds"))
        let script = try await Self.script("decode.parallelism=1,2,4,8", figure)
        let band = try #require(script.firstMatch(of: #/first ([0-9.]+) to graph 1, first ([0-9.]+) fc/#)?.output)
        let (low, high) = (try #require(Double(band.1)), try #require(Double(band.2)))
        #expect(abs(low / high - 0.99) < 1e-9)
    }

    @Test func `without an answer it says so`() async throws {
        let script = try await Self.script("decode.parallelism=1,2,4,8", .figure(.stallFraction))
        #expect(script.contains("set title 's: no knee'") && !script.contains("set arrow"))
    }
}
