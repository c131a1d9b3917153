import Measurements
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Reports

/// Figures under the names of their columns.
@Suite struct CSVTextTests {
    private static func replications(prefetch: Int) async throws -> Replications {
        let text = """
            overlap: 1
            pipeline: [{source: 40}, {map: {cost: {exponential: 2 ms}}}, {prefetch: \(prefetch)}]
            train: {step: 2 ms, epochs: 2}
            run: {replications: 3}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        return try await replicate(try file.scenario(variant: "base"), threads: 1)
    }

    private static func expect(_ cells: [String?], are interval: ConfidenceInterval) throws {
        let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
        try #require(lower < upper)
        #expect(cells == [lower, interval.mean, upper].map { "\($0)" })
    }

    @Test func `one figure a row`() async throws {
        let (slow, fast) = (try await Self.replications(prefetch: 0), try await Self.replications(prefetch: 2))
        let summary = VariantSummary(fast, baseline: slow)
        let csv = CSVText()
        let table = ResultRows(csv.header + csv.lines(run: 1, ["base"], summary, speedUp: true))
        func cells(_ metric: String) throws -> [String?] {
            let row = try #require(table.rows.first { $0["metric"] == metric })
            return ["ci_low", "mean", "ci_high"].map { row[$0] }
        }
        let throughput = try #require(summary.estimate(.samplesPerSecond)?.interval)
        try Self.expect(try cells("samplesPerSecond"), are: throughput)
        try Self.expect(try cells("speedUp"), are: try #require(summary.speedUp))
        let peak = summary.estimates.first { $0.metric.name == "peakBytes" }
        #expect(try cells("peakBytes") == ["", peak.map { "\($0.value)" }, ""])
    }

    @Test func `all figures in a row`() async throws {
        let summary = VariantSummary(try await Self.replications(prefetch: 2), baseline: nil)
        let metrics = [Metric.samplesPerSecond, .epochSeconds]
        let csv = CSVText(keys: ["variant", "prefetch"], metrics: metrics, isWide: true)
        let table = ResultRows(csv.header + csv.lines(run: 7, ["base", "2"], summary))
        let row = try #require(table.rows.first)
        #expect(table.rows.count == 1 && row["run_id"] == "7" && row["prefetch"] == "2")
        for metric in metrics {
            let cells = ["\(metric.name)_low", metric.name, "\(metric.name)_high"].map { row[$0] }
            try Self.expect(cells, are: try #require(summary.estimate(metric)?.interval))
        }
        #expect(row["outOfMemory"] == "")
    }

    /// All samples are made before the first is taken.
    private static func drained() async throws -> Replications {
        let text = """
            overlap: 1
            platform: {disk: {latency: 40 ms, queueDepth: 64}, cpu: {cores: 8}}
            pipeline: [{source: {elements: 80, size: 1 kB, access: random}}, {dataLoader: {workers: 20, batchSize: 4}}]
            train: {step: 1 us}
            run: {replications: 1}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        return try await replicate(try file.scenario(variant: "base"), threads: 1)
    }

    @Test(arguments: [true, false])
    func `the last column says which part of the run the rate is of`(isWide: Bool) async throws {
        let parts = [
            ("later epochs", try await Self.replications(prefetch: 2)), ("whole run", try await Self.drained()),
        ]
        for (part, replications) in parts {
            let csv = CSVText(isWide: isWide)
            let table = ResultRows(
                csv.header + csv.lines(run: 1, ["base"], VariantSummary(replications, baseline: nil)))
            #expect(table.columns.last == "window")
            #expect(!table.rows.isEmpty && table.rows.allSatisfy { $0["window"] == part })
        }
    }

    @Test(arguments: [("plain", "plain"), ("a,b", "\"a,b\""), ("a \"b\"", "\"a \"\"b\"\"\""), ("a\nb", "\"a\nb\"")])
    func `cells are quoted where they must be`(_ cell: String, _ quoted: String) {
        #expect(CSVText.quoted(cell) == quoted)
    }
}
