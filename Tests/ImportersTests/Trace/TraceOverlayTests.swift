import Foundation
import Importers
import ScenarioFiles
import Testing

@Suite struct TraceOverlayTests {
    /// A trace with events of one name.
    private func trace(_ microseconds: [Double]) throws -> Trace {
        let events = microseconds.map { #"{"ph": "X", "name": "a", "dur": \#($0)}"# }
        return try Trace(json: Data("[\(events.joined(separator: ","))]".utf8), path: "t.json", by: .name)
    }

    private func assignment(_ text: String) throws -> TraceOverlay.Assignment {
        try #require(TraceOverlay.Assignment(argument: text))
    }

    /// The overlay for `train.step`, which a scenario accepts.
    private func overlay(_ trace: Trace) throws -> String {
        let text = try TraceOverlay(trace, file: "t.json", assignments: [try assignment("a=train.step")]).text
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("overlap-\(UUID().uuidString).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let scenario = try ScenarioFile(
            text: "overlap: 1\npipeline: [source: 9]\ntrain: 1 s", name: "s.yaml", directory: ".")
        _ = try scenario.scenario(variant: "base", overrides: try Override.overlay(path: file.path))
        return text
    }

    /// The numbers of a list in the overlay: seconds, or counts.
    private func list(_ key: String, in text: String) throws -> [Double] {
        let rest = try #require(text.components(separatedBy: "\(key): [").last)
        let items = try #require(rest.components(separatedBy: "]").first).split(separator: ",")
        return items.compactMap { item in
            let parts = item.split(whereSeparator: \.isWhitespace)
            let units = ["ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1]
            return parts.first.flatMap { Double($0) }.map { $0 * (parts.count > 1 ? units[String(parts[1])] ?? 0 : 1) }
        }
    }

    /// Durations that a log-normal distribution with a long tail gives at equal steps of the probability.
    private func skewed(_ count: Int) -> [Double] {
        (0..<count).map { index in
            let logit = log((Double(index) + 0.5) / (Double(count) - Double(index) - 0.5))
            return (1000 * exp(0.5 * logit) * 1000).rounded() / 1000
        }
    }

    @Test(arguments: [51, 200, 5000]) func `a histogram has the moments of the trace`(count: Int) throws {
        let durations = skewed(count)
        let text = try overlay(try trace(durations.reversed()))
        let (edges, counts) = (try list("edges", in: text), try list("counts", in: text))
        #expect(abs(counts.reduce(0, +) - Double(count)) < 1e-6 && edges.count == counts.count + 1)
        let middles = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
        let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
        let histogram = zip(counts, middles).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
        let mean = durations.reduce(0, +) / Double(count) / 1e6
        #expect(abs(histogram / mean - 1) < 0.001, "\(histogram / mean)")
        let variance = durations.reduce(0) { $0 + ($1 / 1e6 - mean) * ($1 / 1e6 - mean) } / Double(count)
        let spread = counts.indices.reduce(0) {
            let offset = middles[$1] - histogram
            return $0 + counts[$1] * (offset * offset + widths[$1] * widths[$1] / 12)
        }
        #expect(abs((spread / Double(count) / variance).squareRoot() - 1) < 0.02)
    }

    @Test func `few durations are kept as they are, equal ones as one`() throws {
        let few = try overlay(try trace([3000, 1000.5, 2000]))
        #expect(few.contains("replay: resampled"))
        #expect(abs(try list("values", in: few).reduce(0, +) - 6.0005e-3) < 1e-12)
        #expect(try overlay(try trace(Array(repeating: 2000, count: 100))).hasSuffix("\ntrain.step: 2 ms\n"))
        #expect(try overlay(try trace([0])).hasSuffix("\ntrain.step: 0 ns\n"))
    }

    @Test func `ties keep their weight`() throws {
        let three = Array(repeating: 1.0, count: 60) + Array(repeating: 9, count: 30) + [20]
        let text = try overlay(try trace(three))
        #expect(try list("edges", in: text).map { ($0 * 1e9).rounded() } == [1000, 1001, 9000, 9001, 20000, 20001])
        #expect(try list("counts", in: text) == [60, 0, 30, 0, 1])
    }

    @Test func `describes each group`() throws {
        let text = try TraceOverlay(try trace((1...100).map(Double.init)), file: "t.json", assignments: []).text
        #expect(text.contains("from t.json: 100 durations in 1 groups."))
        #expect(text.contains("    100  50.5 us  0.5745  1 us  50 us  99 us  100 us  a\n"))
        #expect(text.contains("\n\"a\":\n"))
    }

    @Test(arguments: [
        ("a=decode.cost", "a", "decode.cost"), ("a=b=c.d", "a=b", "c.d"), (" x y =c.d ", " x y ", "c.d"),
    ])
    func `reads assignments`(argument: String, label: String, path: String) throws {
        let assignment = try assignment(argument)
        #expect(assignment.label == label && assignment.path == path)
    }

    @Test(arguments: ["a", "=a.b", "a=", "a=b", "a=.b", "a=b."]) func `refuses other assignments`(argument: String) {
        #expect(TraceOverlay.Assignment(argument: argument) == nil)
    }

    @Test(arguments: [
        (["decode=x.y"], "has no durations of `decode`, only of `a`"), (["aa=x.y"], "only of `a`"),
        (["a=x.y", "a=x.y"], "`x.y` is given two distributions"),
    ])
    func `explains assignments that lead nowhere`(arguments: [String], expected: String) throws {
        let assignments = try arguments.map { try assignment($0) }
        let error = #expect(throws: ImportError.self) {
            try TraceOverlay(try trace([1]), file: "t.json", assignments: assignments)
        }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }
}
