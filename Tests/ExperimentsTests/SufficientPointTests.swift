import Experiments
import Testing

struct SufficientPointTests {
    /// Rates are 125, 250, 500 and 500 samples/s.
    @Test(
        arguments: [
            ("decode.parallelism=1,2,4,8", 2, [2, 3]), ("decode.parallelism=8,4,2,1", 1, [1, 0]),
            ("decode.parallelism=1,2", 1, [1]), ("decode.parallelism=4..8", 0, [0, 1, 2, 3, 4]),
            ("cache=off,memory", 0, [0, 1]), ("decode.parallelism=3", 0, [0]),
        ] as [(String, Int, [Int])])
    func `is the smallest number that is fast enough`(argument: String, smallest: Int, sufficient: [Int]) async throws {
        let (grid, results) = try await SweptScenario.results([argument])
        let points = SufficientPoint.all(results, of: grid)
        #expect(points.map(\.smallest) == [smallest] && points.map(\.sufficient) == [sufficient])
        #expect(points.map(\.all.count) == [results.count])
    }

    @Test func `may be too small where the largest alone is fast`() async throws {
        for (argument, mayRise) in [("decode.parallelism=1,2,3", true), ("decode.parallelism=2,4,8", false)] {
            let (grid, results) = try await SweptScenario.results([argument])
            #expect(SufficientPoint.all(results, of: grid).map(\.mayRise) == [mayRise])
        }
    }

    @Test func `the first parameter counts first, and each variant by itself`() async throws {
        let (grid, results) = try await SweptScenario.results(
            ["decode.parallelism=4,8", "prefetch.buffer=0,2"], variants: "variants: {a: {}, slow: {train.step: 1 s}}")
        let points = SufficientPoint.all(results, of: grid)
        #expect(points.map(\.variant) == ["a", "slow"])
        #expect(points[0].smallest < 4 && points[0].sufficient.first == points[0].smallest)
        #expect(points[1].all == [4, 5, 6, 7] && points[1].sufficient.allSatisfy { $0 >= 4 })
    }

    @Test func `points without figures count for nothing`() async throws {
        let (grid, results) = try await SweptScenario.results(["platform.memory=1 B,2 B"])
        #expect(SufficientPoint.all(results, of: grid).isEmpty)
        #expect(results.allSatisfy { $0.stepAloneSamplesPerSecond == nil })
    }

    @Test func `the step alone allows a batch each time it ends, on each accelerator`() async throws {
        let (_, results) = try await SweptScenario.results(["gpu.count=1,2", "decode.parallelism=1,8"])
        #expect(results.map(\.stepAloneBatchesPerSecond) == [125, 125, 250, 250])
        for (result, rate) in zip(results, [500.0, 500, 1000, 1000]) {
            #expect(abs((result.stepAloneSamplesPerSecond ?? 0) - rate) < 1e-6 * rate)
        }
    }
}
