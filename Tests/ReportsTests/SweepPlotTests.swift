import Experiments
import PipelineRuns
import Testing

@testable import Reports

struct SweepPlotTests {
    private static func script(
        _ arguments: [String], _ metric: Metric = .samplesPerSecond, variants: String = ""
    ) async throws -> String {
        let (grid, results) = try await SweptScenario.results(arguments, variants: variants)
        return SweepPlot(title: "s", metric: metric, grid: grid, points: results).script(in: .svg)
    }

    @Test func `a dashed line shows what the step alone allows, with its name and units on both axes`() async throws {
        let script = try await Self.script(["decode.parallelism=2,4,8"])
        #expect(script.contains("$limit0 << END\n2.0 500.0\n4.0 500.0\n8.0 500.0\nEND"), "\(script)")
        #expect(
            script.contains("$limit0 using 1:2 with lines dt 2 lw 1.5 lc rgb '#606060' title 'training step alone'"))
        #expect(script.contains("set xlabel 'decode.parallelism (calls at a time)'"))
        #expect(script.contains("set ylabel 'throughput (samples/s)'"))
        #expect(script.contains("set yrange [0:540.0]") && script.contains("set key outside"))
        #expect(script.contains("bands: 95 % intervals, thinner than the line"))
    }

    @Test func `it rises with the number of accelerators, and each curve has its own where they differ`() async throws {
        let one = try await Self.script(["gpu.count=1,2"])
        #expect(one.contains("$limit0 << END\n1.0 500.0\n2.0 1000.0\nEND"), "\(one)")
        let several = try await Self.script(["decode.parallelism=4,8", "train.step=8 ms,16 ms"])
        #expect(several.contains("title 'training step alone, train.step = 8 ms'"), "\(several)")
        #expect(several.contains("title 'training step alone, train.step = 16 ms'") && !several.contains("#606060"))
        let scaled = try await Self.script(["gpu.count=1,2", "prefetch.buffer=1,2"])
        #expect(scaled.contains("title 'training step alone'") && !scaled.contains("$limit1"))
        let same = try await Self.script(["decode.parallelism=4,8", "prefetch.buffer=1,2"])
        #expect(same.contains("title 'training step alone'") && !same.contains("$limit1"))
    }

    @Test func `far above the curves it is told in the title`() async throws {
        let script = try await Self.script(["train.step=100 us,200 us"])
        #expect(!script.contains("$limit0") && script.contains("unset key"))
        #expect(script.contains("; the training step alone allows at least 20,000 samples/s'"), "\(script)")
    }

    @Test func `it says nothing of other figures`() async throws {
        let script = try await Self.script(["decode.parallelism=2,4"], .stallFraction)
        #expect(!script.contains("training step alone") && script.contains("set ylabel 'stall (%)'"))
    }
}
