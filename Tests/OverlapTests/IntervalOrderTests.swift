import Foundation
import Testing

/// Every table of numbers that the command writes has the lower end of an interval below the mean and the upper end
/// above.
@Suite struct IntervalOrderTests {
    /// Requires that intervals of these columns are there, that some have a width, and that all are in order.
    private static func expectOrder(_ table: ResultRows, _ low: String, _ mean: String, _ high: String) throws {
        for name in [low, mean, high] { try #require(table.columns.contains(name), "\(name)") }
        let intervals = table.intervals(low, mean, high)
        try #require(intervals.contains { $0.hasWidth }, "\(mean)")
        for interval in intervals { #expect(interval.isInOrder, "\(mean): \(interval)") }
    }

    @Test(arguments: [
        ["simulate", "small.yaml", "--csv"],
        ["sweep", "small.yaml", "--vary", "prefetch=0,2", "--variants", "naive"],
    ])
    func `in rows of one figure`(_ arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.code == 0)
        try Self.expectOrder(ResultRows(run.output), "ci_low", "mean", "ci_high")
    }

    @Test func `in the rows of speed-ups`() throws {
        let table = ResultRows(try CommandRun(["simulate", "small.yaml", "--csv"]).output)
        let ratios = table.rows.filter { $0["metric"] == "speedUp" }
        #expect(ratios.map { $0["variant"] } == ["naive", "prefetch", "all"])
        for row in ratios {
            let (low, high) = (row["ci_low"].flatMap(Double.init), row["ci_high"].flatMap(Double.init))
            let mean = try #require(row["mean"].flatMap(Double.init))
            #expect(try #require(low) <= mean && mean <= #require(high))
            // The baseline is exactly as fast as itself.
            #expect((try #require(low) < #require(high)) == (row["variant"] != "naive"))
        }
    }

    @Test func `in rows of all figures`() throws {
        let metrics = ["samplesPerSecond", "stallFraction", "epochSeconds", "stepP99Seconds"]
        let run = try CommandRun([
            "sweep", "small.yaml", "--vary", "prefetch=0,2", "--wide", "--metrics", metrics.joined(separator: ","),
        ])
        #expect(run.code == 0)
        let table = ResultRows(run.output)
        for metric in metrics { try Self.expectOrder(table, "\(metric)_low", metric, "\(metric)_high") }
    }

    @Test func `in what is executed and what is validated`() throws {
        let directory = try TemporaryDirectory()
        try """
        overlap: 1
        platform: {cpu: {cores: 2, workers: 4}}
        pipeline: [{source: {elements: 24}}, {map: {name: decode, cost: 2 ms, use: wait}}, {prefetch: 1}]
        train: {step: 1 ms, epochs: 2}
        """.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let common = [directory.path("s.yaml"), "--device", "emulated", "-q"]
        let executed = try CommandRun(["execute"] + common + ["--csv", "--runs", "2"])
        #expect(executed.code == 0, "\(executed.errors)")
        try Self.expectOrder(ResultRows(executed.output), "ci_low", "mean", "ci_high")
        let validated = try CommandRun(["validate"] + common + ["--runs", "2", "-o", directory.path("v")])
        #expect(validated.code == 0, "\(validated.errors)")
        let table = ResultRows(try directory.text("v/validation.csv"))
        try Self.expectOrder(table, "measured_low", "measured", "measured_high")
    }

    /// Objects anywhere with a mean and both ends.
    @Test(arguments: [
        ["simulate", "small.yaml", "--json"],
        ["sweep", "small.yaml", "--json", "--vary", "prefetch=0,2", "--variants", "naive"],
    ])
    func `in JSON`(_ arguments: [String]) throws {
        let lines = try CommandRun(arguments).output
        let texts = arguments[0] == "sweep" ? lines.split(separator: "\n").map(String.init) : [lines]
        var found: [ResultRows.Interval] = []
        for text in texts { Self.collect(try JSONSerialization.jsonObject(with: Data(text.utf8)), into: &found) }
        #expect(found.count > 10 && found.contains { $0.hasWidth })
        for interval in found { #expect(interval.isInOrder, "\(interval)") }
    }

    private static func collect(_ value: Any, into found: inout [ResultRows.Interval]) {
        if let list = value as? [Any] { for item in list { collect(item, into: &found) } }
        guard let object = value as? [String: Any] else { return }
        if let low = object["low"] as? Double, let mean = object["mean"] as? Double,
            let high = object["high"] as? Double
        {
            found.append(ResultRows.Interval(low: low, mean: mean, high: high))
        }
        for item in object.values { collect(item, into: &found) }
    }
}
