import Experiments
import Testing

@testable import Reports

struct KneeCSVTests {
    @Test func `each figure of each value has a row, and so has the answer`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=1,2,4,8")
        let rows = KneeCSV([(knee: knee, uncertain: nil)]).text.split(separator: "\n").map(String.init)
        #expect(
            rows[0] == "variant,at,decode.parallelism,metric,unit,mean,ci_low,ci_high,conf,reps,seed,verdict")
        #expect(rows.count == 1 + 4 * 3 + 1)
        #expect(
            rows.contains { $0.hasPrefix("base,,2,ratioToAsymptote,1,0.5,") && $0.hasSuffix(",2,1,tooLittle") },
            "\(rows)")
        #expect(rows.contains { $0.hasPrefix("base,,4,samplesPerSecond,samples/s,500.0,") && $0.hasSuffix(",enough") })
        #expect(rows.last == "base,,,knee,,4,4,4,0.95,,1,exact")
    }

    @Test func `a value that runs alone has its rate, and is no answer`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.scarceMemory, "prefetch.buffer=20..60")
        let rows = KneeCSV([(knee: knee, uncertain: nil)]).text.split(separator: "\n")
        #expect(rows.last == "base,,,knee,,,,,0.95,,1,onlyRuns")
        #expect(rows.contains { $0.hasPrefix("base,,20,samplesPerSecond,") }, "\(rows)")
    }

    @Test func `a value that memory does not hold has what it needs`() async throws {
        let text = SweptScenario.text.replacing("{cpu: {cores: 8}}", with: "{memory: 1 KiB}")
        let rows = KneeCSV([(knee: try await SearchedKnee.found(text, "decode.parallelism=1,2"), uncertain: nil)]).text
            .split(separator: "\n")
        #expect(rows.count == 4 && rows[1].contains(",outOfMemory,B,") && rows[3] == "base,,,knee,,,,,0.95,,1,noFigure")
    }
}
