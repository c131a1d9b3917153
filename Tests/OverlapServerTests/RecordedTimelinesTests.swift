import Foundation
import ScenarioFiles
import Testing

@testable import OverlapServer

struct RecordedTimelinesTests {
    private static func timeline(_ variant: String, measured: Bool) -> String {
        #"""
        {"title": "t", "variant": "\#(variant)", "measured": \#(measured), "window": "1 s", "from": 0, "to": 10,
         "accelerators": 1, "steps": [1], "stages": ["source"], "sentences": [], "warnings": [],
         "lanes": [{"name": "GPU", "kind": "accelerator", "style": "gpu", "busy": 1, "pieces": [[0, 10, "work"]],
                    "spans": [[0, 10, 1, 0, 1, 0, 0, 0, 1, "step"]]}],
         "buffers": [{"name": "prefetch", "stage": 0, "capacity": 2, "mean": 0.5, "steps": [[0, 1]]}]}
        """#
    }

    private static func file(_ timelines: String...) -> Data {
        Data(#"{"timelines": [\#(timelines.joined(separator: ","))]}"#.utf8)
    }

    @Test func `real runs are kept by variant, simulations are not`() throws {
        let recorded = try RecordedTimelines(
            Self.file(Self.timeline("a", measured: false), Self.timeline("a", measured: true)))
        #expect(recorded.figures(of: "a").count == 1)
        #expect(recorded.figures(of: "a").first?.line.contains(#""measured":true"#) == true)
        #expect(recorded.figures(of: "b").isEmpty)
    }

    @Test(
        arguments: [
            Data(), Data("[]".utf8), Data("{}".utf8), Data(#"{"timelines": [{"title": "t"}]}"#.utf8), file(),
            file(timeline("a", measured: true).replacing("\"work\"", with: "1")),
            file(timeline("a", measured: true).replacing("\"pieces\"", with: "\"parts\"")),
            file(timeline("a", measured: false)),
        ])
    func `what is something else is refused`(_ data: Data) {
        #expect(throws: ServerError.self) { try RecordedTimelines(data) }
    }

    @Test func `they stand below the prediction of the scenario as it was run, and of nothing else`() async throws {
        let text = "overlap: 1\npipeline: [source: 20, prefetch: 2]\ntrain: {step: 1 ms}\n"
        let library = ScenarioLibrary(
            [ScenarioLibrary.Entry(name: "own.yaml", group: "yours", text: text)], started: "own.yaml",
            recorded: try RecordedTimelines(Self.file(Self.timeline("base", measured: true))))
        let interface = try Interface(library, ServerLimits())
        func measured(_ body: JSONValue) async throws -> Bool {
            guard case .json(let value) = try await interface.answer(.timeline, Data(body.line.utf8)) else {
                return false
            }
            return value.line.contains(#""measured":true"#)
        }
        #expect(try await measured(.object([("name", "own.yaml")])))
        #expect(try await !measured(.object([("name", "own.yaml"), ("set", ["prefetch.buffer=1"])])))
        #expect(try await !measured(.object([("scenario", .string(text))])))
    }
}
