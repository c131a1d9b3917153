import Experiments
import Foundation
import PipelineRuns
import Testing

@testable import Reports

struct KneeTextTests {
    private static func text(_ vary: String, explained: Bool = false, columns: Int = 120) async throws -> String {
        let knee = try await SearchedKnee.found(SweptScenario.text, vary)
        return KneeText(title: "s", [(knee: knee, uncertain: nil)], isExplained: explained).text(
            TextStyle(columns: columns))
    }

    @Test func `the verdict comes first, then the values, then what was assumed`() async throws {
        let lines = try await Self.text("decode.parallelism=1..100").split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("s: decode.parallelism = 4 is the smallest within 1 % of the asymptote"))
        let rows = lines.drop { !$0.hasPrefix("decode.parallelism") || !$0.hasSuffix("pairs") }
        #expect(rows.dropFirst().first?.contains("  125  ") == true, "the row of 1: \(rows)")
        let knee = try #require(rows.first { $0.hasSuffix("← knee") })
        #expect(knee.contains("  500  ") && knee.contains("  100  "))
        #expect(rows.contains { $0.hasSuffix("too little") } && rows.contains { $0.hasSuffix("asymptote") })
        #expect(lines.contains { $0.hasPrefix("Judged by samples/s of the steady part") })
        let text = lines.joined(separator: " ").replacing(#/ +/#, with: " ")
        #expect(text.contains("All bounds of % of asymptote hold together with 95 % confidence."))
        #expect(lines.count <= 30)
    }

    @Test(arguments: [60, 80, 120])
    func `fits into the columns there are`(columns: Int) async throws {
        let text = try await Self.text("decode.parallelism=1..100", explained: true, columns: columns)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
    }

    @Test func `formulas are added where they are asked for, that of the line only where the pipeline is one`()
        async throws
    {
        let text = try await Self.text("decode.parallelism=1..100", explained: true)
        #expect(text.contains("\nRatio: ") && text.contains("(Bonferroni)") && !text.contains("Where to look first"))
        let knee = try SearchedKnee.new(
            SearchedKnee.exponentialLine(0.8, steps: 100, run: "{seed: 1}"), "prefetch.buffer=0..1024")
        let formulas = KneeFormulas(knee: knee)
        #expect(formulas.paragraphs.last?.contains("ρ = 0.800") == true)
        #expect(formulas.paragraphs.last?.hasSuffix("It gives 13.") == true)
        #expect(formulas.figure == "No figure was compared yet.")
    }

    @Test func `several variants have an answer each`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=1,4")
        let text = KneeText(title: "s", [(knee: knee, uncertain: nil), (knee: knee, uncertain: nil)]).text(TextStyle())
        #expect(text.components(separatedBy: "s, base: decode.parallelism = 4").count == 3)
        #expect(text.components(separatedBy: "All bounds of % of asymptote of a variant hold together").count == 2)
    }

    @Test func `what variants do not share is said of each`() async throws {
        let few = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=1,4")
        let asked = try await SearchedKnee.found(
            SweptScenario.text, "decode.parallelism=1,4", objective: .figure(.samplesPerSecond))
        let text = KneeText(title: "s", [(knee: few, uncertain: nil), (knee: asked, uncertain: nil)]).text(
            TextStyle(columns: 200))
        #expect(text.contains("`base`: Judged by samples/s of the steady part"), "\(text)")
        #expect(text.contains("`base`: Judged by throughput (`samplesPerSecond`), as asked."), "\(text)")
        #expect(text.components(separatedBy: "Same random numbers for all values").count == 2)
    }

    @Test func `of many values those near the answer have a row`() async throws {
        let knee = try await SearchedKnee.found(
            SearchedKnee.exponentialLine(1, steps: 300, run: "{replications: 3}"), "prefetch.buffer=0..1024")
        let table = KneeTable(knee)
        #expect(table.lines(columns: 120, colour: false).count <= KneeTable.mostRows + 1)
        #expect(table.leftOut == max(0, knee.tried.count - KneeTable.mostRows))
    }
}
