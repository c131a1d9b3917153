import Experiments
import PipelineRuns
import Testing

@testable import Reports

struct SweepTextTests {
    private static let variable =
        "variants: {base: {decode.cost: {lognormal: {mean: 8 ms, cv: 0.5}}, run.replications: 20}}"

    private static func text(
        _ arguments: [String], columns: Int, variants: String = "", metrics: [Metric] = SweepText.usualMetrics
    ) async throws -> String {
        let (grid, results) = try await SweptScenario.results(arguments, variants: variants)
        let style = TextStyle(columns: columns)
        return SweepText(title: "s", grid: grid, metrics: metrics, style: style).text(results)
    }

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test func `the verdict comes first, then a row for each point, at 60 columns`() async throws {
        let text = try await Self.text(
            ["decode.parallelism=2,6,8", "prefetch.buffer=0,2"], columns: 60, variants: Self.variable)
        #expect(
            text == """
                s: decode.parallelism = 6, prefetch.buffer = 2 is the
                  smallest (by decode.parallelism first) of 6 points within
                  1 % of the best: 495 ±4 samples/s; the best,
                  decode.parallelism = 8, prefetch.buffer = 2, has 498 ±4.

                    decode.  prefetch.              AU,
                parallelism     buffer  samples/s  DLIO  stall  buffered
                          2          0     207 ±3  41 %   59 %   660 KiB
                          2          2     247 ±5  49 %   51 %   660 KiB
                          6          0     399 ±7  79 %   20 %  1.07 MiB
                          6          2     495 ±4  98 %    1 %  1.50 MiB  ←
                          8          0     468 ±7  94 %    6 %  1.29 MiB
                          8          2     498 ±4  99 %    0 %  1.72 MiB

                ←: the smallest within 1 % of the best. ±: half the width of
                  the 95 % interval. 20 replications of each point with the
                  same random numbers, seed 1.

                """)
    }

    @Test func `the verdict comes first, then a row for each point, at 80 columns`() async throws {
        let text = try await Self.text(
            ["decode.parallelism=2,6,8", "prefetch.buffer=0,2"], columns: 80, variants: Self.variable)
        #expect(
            text == """
                s: decode.parallelism = 6, prefetch.buffer = 2 is the smallest (by
                  decode.parallelism first) of 6 points within 1 % of the best: 495 ±4
                  samples/s; the best, decode.parallelism = 8, prefetch.buffer = 2, has 498 ±4.

                decode.parallelism  prefetch.buffer  samples/s  AU, DLIO  stall  buffered
                                 2                0     207 ±3      41 %   59 %   660 KiB
                                 2                2     247 ±5      49 %   51 %   660 KiB
                                 6                0     399 ±7      79 %   20 %  1.07 MiB
                                 6                2     495 ±4      98 %    1 %  1.50 MiB  ←
                                 8                0     468 ±7      94 %    6 %  1.29 MiB
                                 8                2     498 ±4      99 %    0 %  1.72 MiB

                ←: the smallest within 1 % of the best. ±: half the width of the 95 % interval.
                  20 replications of each point with the same random numbers, seed 1.

                """)
    }

    @Test func `the verdict comes first, then a row for each point, at 120 columns`() async throws {
        let text = try await Self.text(
            ["decode.parallelism=2,6,8", "prefetch.buffer=0,2"], columns: 120, variants: Self.variable)
        #expect(
            text == """
                s: decode.parallelism = 6, prefetch.buffer = 2 is the smallest (by decode.parallelism first) of 6 points within 1 % of
                  the best: 495 ±4 samples/s; the best, decode.parallelism = 8, prefetch.buffer = 2, has 498 ±4.

                decode.parallelism  prefetch.buffer  samples/s  AU, DLIO  stall  buffered
                                 2                0     207 ±3      41 %   59 %   660 KiB
                                 2                2     247 ±5      49 %   51 %   660 KiB
                                 6                0     399 ±7      79 %   20 %  1.07 MiB
                                 6                2     495 ±4      98 %    1 %  1.50 MiB  ←
                                 8                0     468 ±7      94 %    6 %  1.29 MiB
                                 8                2     498 ±4      99 %    0 %  1.72 MiB

                ←: the smallest within 1 % of the best. ±: half the width of the 95 % interval. 20 replications of each point with the
                  same random numbers, seed 1.

                """)
    }

    @Test func `heads take several lines where a table would be too wide`() async throws {
        let text = try await Self.text(
            ["cpu.cores,decode.parallelism=1,4", "train.step=8 ms,16 ms"], columns: 60)
        #expect(
            text == """
                s: cpu.cores = decode.parallelism = 4, train.step = 8 ms is
                  best with 500 samples/s; no other of the 4 points comes
                  within 1 %.

                       cpu.
                     cores,  train.
                    decode.    step               AU,
                parallelism    [ms]  samples/s   DLIO  stall  buffered
                          1       8        125   25 %   75 %   440 KiB
                          1      16        125   50 %   50 %   440 KiB
                          4       8        500  100 %    0 %   440 KiB  ←
                          4      16        250  100 %    0 %  1.29 MiB

                ←: the smallest within 1 % of the best. ±: half the width of
                  the 95 % interval. 2 replications of each point with the
                  same random numbers, seed 1.

                """)
    }

    @Test func `what is still too wide becomes several tables of rows`() async throws {
        let text = try await Self.text(["decode.parallelism=2,4"], columns: 40, metrics: Metric.all)
        let lines = Self.lines(text)
        #expect(lines.allSatisfy { $0.count <= 40 }, "\(text)")
        #expect(lines.count { $0.hasSuffix("←") && $0.contains("4") } > 2)
    }

    @Test func `a long sweep shows forty rows, with the first, the last and the marked one`() async throws {
        let text = try await Self.text(["prefetch.buffer=1..120"], columns: 80, metrics: [.samplesPerSecond])
        let rows = Self.lines(text).filter { line in
            line.first == " " && !line.contains("replications") && !line.contains("at prefetch.buffer")
                && Int(line.split(separator: " ")[0]) != nil
        }
        #expect(rows.count >= 38 && rows.count <= 40, "\(text)")
        #expect(rows.first?.hasSuffix("←") == true && rows.last?.contains("120") == true)
        #expect(text.contains("\(rows.count) of 120 points are shown; `--csv` writes all."))
    }

    @Test(
        arguments: [
            (["decode.parallelism=2,4"], "s: decode.parallelism = 4 is best with 500 samples/s; no other of the 2"),
            (["decode.parallelism=2,4"], "comes within 1 %, and it is the largest: a larger one may be faster."),
            (["decode.parallelism=2,4,8"], "is best with 500 samples/s; no smaller point comes within 1 %."),
            (["prefetch.buffer=1,2"], "s: prefetch.buffer hardly matters: all 2 points are within 1 % of the best"),
            (["cpu.cores,decode.parallelism=2,4"], "s: cpu.cores = decode.parallelism = 4 is best"),
            (["decode.parallelism=4"], "s: decode.parallelism = 4: 500 samples/s.\n"),
            (["platform.memory=1 B"], "s: no point of the sweep has figures.\n"),
        ] as [([String], String)])
    func `says what was found`(arguments: [String], expected: String) async throws {
        let text = try await Self.text(arguments, columns: 1000)
        #expect(text.replacing("\n  ", with: " ").contains(expected), "\(text)")
    }

    @Test func `each variant has its verdict, and a mark`() async throws {
        let text = try await Self.text(
            ["decode.parallelism=2,4"], columns: 120, variants: "variants: {a: {}, slow: {train.step: 1 s}}")
        let lines = Self.lines(text)
        #expect(lines.first == "s:" && lines[1].hasPrefix("a: decode.parallelism = 4 is best"))
        #expect(lines.contains { $0.hasPrefix("slow: decode.parallelism hardly matters") }, "\(text)")
        #expect(lines.count { $0.hasSuffix("  ←") } == 2)
    }
}
