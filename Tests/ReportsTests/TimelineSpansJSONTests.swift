import Foundation
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing
import Timelines

@testable import Reports

/// The page, the trace and the terminal show one timeline: span for span, and share for share.
struct TimelineSpansJSONTests {
    private static let scenario = """
        overlap: 1
        platform: {disk: {latency: {lognormal: {mean: 2 ms, cv: 0.8}}, queueDepth: 2}, cpu: {cores: 3}, gpu: {count: 2}}
        pipeline:
          - source: {elements: 400, size: 20 KB}
          - map: {name: decode, cost: {lognormal: {mean: 4 ms, cv: 0.5}}, parallelism: 3}
          - batch: {size: 8, cost: 1 ms}
          - prefetch: 2
        train: {step: {lognormal: {mean: 12 ms, cv: 0.1}}, hostOverhead: 1 ms}
        """

    private func figure(from: Int64, steps: Int) throws -> TimelineFigure {
        let file = try ScenarioFile(text: Self.scenario, name: "test", directory: ".")
        let timeline = try simulateTimeline(try file.scenario(variant: "base"), from: from, end: .steps(steps))
        return TimelineFigure(title: "test", timeline: timeline)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// `lane, begin, end, first sample, samples, number`.
    private typealias Place = [Int64]

    private func places(ofPage figure: TimelineFigure) throws -> [Place] {
        let page = try object(JSONValue(spansOf: figure, variant: "base").line)
        let lanes = try #require(page["lanes"] as? [[String: Any]])
        return try lanes.enumerated().flatMap { index, lane in
            try #require(lane["spans"] as? [[Any]]).map { span in
                let numbers = span.dropLast().compactMap { ($0 as? NSNumber)?.int64Value }
                return [Int64(index + 1), numbers[0], numbers[1], numbers[3], numbers[4], numbers[6]]
            }
        }
    }

    private func places(ofTrace figure: TimelineFigure) throws -> [Place] {
        let trace = try object(TimelineTrace([figure]).text)
        return try #require(trace["traceEvents"] as? [[String: Any]]).filter { $0["ph"] as? String == "X" }.map {
            event in
            func nanoseconds(_ key: String) throws -> Int64 {
                Int64((try #require(event[key] as? NSNumber).doubleValue * 1000).rounded())
            }
            let arguments = try #require(event["args"] as? [String: Any])
            func number(_ key: String) throws -> Int64 { try #require(arguments[key] as? NSNumber).int64Value }
            let begin = try nanoseconds("ts")
            return [
                try #require(event["tid"] as? NSNumber).int64Value, begin, begin + (try nanoseconds("dur")),
                try number("sample"), try number("samples"), try number("number"),
            ]
        }
    }

    @Test(arguments: [(0, 12), (30_000_000, 5), (7, 1)] as [(Int64, Int)])
    func `the page and the trace agree span for span`(_ from: Int64, _ steps: Int) throws {
        let figure = try figure(from: from, steps: steps)
        let spans = figure.timeline.lanes.reduce(0) { $0 + $1.spans.count }
        let page = try places(ofPage: figure)
        #expect(page.count == spans && spans > 3)
        #expect(page == (try places(ofTrace: figure)))
    }

    @Test func `the page and the terminal agree share for share`() throws {
        let figure = try figure(from: 0, steps: 12)
        let page = try object(JSONValue(spansOf: figure, variant: "base").line)
        let text = TimelineText([figure], origin: "", columns: 120, isASCII: false, colour: false).text
        let rows = text.split(separator: "\n").map(String.init)
        let lanes = try #require(page["lanes"] as? [[String: Any]])
        for lane in lanes {
            let name = try #require(lane["name"] as? String)
            let busy = QuantityFormat.percent(try #require(lane["busy"] as? Double))
            let row = try #require(rows.first { $0.hasPrefix(name + " ") }, "\(name)\n\(text)")
            #expect(row.hasSuffix(busy.replacing(" ", with: "")) || row.hasSuffix(busy), "\(row) \(busy)")
        }
    }

    @Test func `pieces cover the window without gaps, and work is where spans are`() throws {
        let figure = try figure(from: 5_000_000, steps: 6)
        let page = try object(JSONValue(spansOf: figure, variant: "base").line)
        let window = try [#require(page["from"] as? Int64), #require(page["to"] as? Int64)]
        for lane in try #require(page["lanes"] as? [[String: Any]]) {
            let pieces = try #require(lane["pieces"] as? [[Any]]).map { piece in
                (begin: (piece[0] as? Int64) ?? -1, end: (piece[1] as? Int64) ?? -1, what: (piece[2] as? String) ?? "")
            }
            #expect(pieces.first?.begin == window[0] && pieces.last?.end == window[1])
            for (one, next) in zip(pieces, pieces.dropFirst()) { #expect(one.end == next.begin) }
            let busy = pieces.filter { $0.what == "work" || $0.what == "setup" }
            #expect(busy.count == (lane["spans"] as? [[Any]])?.count)
        }
    }
}
