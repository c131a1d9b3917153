import Experiments
import PipelineRuns
import ScenarioFiles
import Testing

@testable import Reports

/// A limit as comma-separated values and as JSON: two conditions, of which memory decides, and a value that runs out of it.
struct LimitFilesTests {
    private func limit() async throws -> Limit {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {bandwidth: 100 MB/s}, memory: 60 MB}
                pipeline: [source: {files: 300, size: 1 MB}, prefetch: 2]
                train: {step: 30 ms}
                run: {replications: 2, seed: 7}
                """, name: "test", directory: ".")
        let conditions = try ["AU>=10%", "memory<=40.5 MB"].map { try Condition(argument: $0, option: "--while") }
        var limit = Limit(
            try LimitQuestion(
                .last, of: try Vary(argument: "prefetch.buffer=1..64"), conditions: conditions, in: file,
                variant: "base"))
        try await limit.find(threads: 2)
        return limit
    }

    @Test func `every row has its own verdict, memory that ran out too`() async throws {
        let limit = try await limit()
        let rows = LimitCSV([(limit: limit, uncertain: nil)]).text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            rows[0] == [
                "variant", "part", "at", "threshold", "metric", "unit", "mean", "ci_low", "ci_high", "conf", "reps",
                "seed", "verdict",
            ])
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        let missed = try #require(limit.missed)
        #expect(missed.outOfMemory == nil)
        let own = rows.filter { $0[2] == "\(missed.value)" }
        #expect(own.map { [$0[4], $0[12]] } == [["acceleratorUtilisation", "met"], ["peakBytes", "missed"]])
        let last = rows.filter { $0[2] == "64" }
        #expect(last.map { [$0[4], $0[5], $0[12]] } == [["outOfMemory", "B", "outOfMemory"]])
        let met = try #require(limit.met).value
        let answer = ["base", "limit", "", "", "limit", "", "\(met)", "\(met)", "\(met)", "0.95", "", "7", "answered"]
        #expect(rows.last == answer)
    }

    @Test func `JSON says what decided, how surely, and that it is finished`() async throws {
        let text = JSONValue(scenario: "test", [(limit: try await limit(), uncertain: nil)]).text()
        for member in [
            #""judgedBy": "peakBytes""#, #""confidence": 0.95"#, #""seed": 7"#, #""finished": true"#,
            #""verdict": "answered""#, #""verdict": "outOfMemory""#, #""sentence": "base: prefetch.buffer = "#,
        ] { #expect(text.contains(member), "\(member)") }
    }

    @Test func `what is not found is not finished`() throws {
        let question = LimitQuestion(
            .last, of: ["x"], among: [1], conditions: [Condition(.acceleratorUtilisation, 0.9)]
        ) { _ throws(LimitError) in throw .notWhole("x") }
        let text = JSONValue(scenario: "test", [(limit: Limit(question), uncertain: nil)]).text()
        #expect(text.contains(#""finished": false"#) && text.contains(#""verdict": "interrupted""#))
    }
}
