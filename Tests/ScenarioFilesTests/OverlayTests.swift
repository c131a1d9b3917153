import Foundation
import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct OverlayTests {
    private func overlay(_ text: String) throws -> [Override] {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("overlay-\(UUID().uuidString).yaml")
        try text.write(to: url, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: url) }
        return try Override.overlay(path: url.path)
    }

    @Test func `changes sections and stages, in the order of the file`() throws {
        let changes = try overlay(
            "# measured\nplatform:\n  disk: {bandwidth: 2 GB/s, queueDepth: 4}\ndecode.cost: 1 ms\nprefetch: 3\n")
        #expect(changes.map(\.path) == ["platform", "decode.cost", "prefetch"])
        let file = try Fixtures.file(Fixtures.small + "\nplatform: {disk: {latency: 1 ms}, cpu: {cores: 3}}")
        let scenario = try file.scenario(variant: "base", overrides: changes)
        #expect(scenario.platform.disk.bytesPerSecond == [2e9] && scenario.platform.disk.queueDepth == 4)
        #expect(scenario.platform.disk.latency == .constant(0.001) && scenario.platform.cpu.cores == 3)
        #expect((scenario.pipeline.stages[1].operator as? Map)?.service.secondsPerElement == .constant(0.001))
        #expect((scenario.pipeline.stages[4].operator as? Prefetch)?.buffer == 3)
    }

    @Test(arguments: [
        ("", "the file is empty\n  accepted: paths and values as in a variant"),
        ("# only this\n", "the file is empty\n  accepted: paths and values"),
        ("{}", "1:1: error: a mapping without entries is not an overlay"),
        ("~", "1:1: error: nothing is not an overlay"), ("- a", "1:1: error: a list is not an overlay"),
        ("overlap: 1", "1:1: error: this is a scenario, not an overlay"), ("a: [1", "error: a `[` is not closed"),
    ])
    func `refuses what is no overlay`(text: String, expected: String) {
        let error = #expect(throws: ScenarioFileError.self) { try overlay(text) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test func `names of functions in the opening comments are no aliases`() throws {
        let names = String(repeating: "#  void add<float>(float const *, float *, at::Tensor &)\n", count: 20)
        #expect(try overlay(names + "\ndecode.cost: 1 ms\n").map(\.path) == ["decode.cost"])
        let error = #expect(throws: ScenarioFileError.self) {
            try overlay(names + "a: &x 1\nb: [\(String(repeating: "*x, ", count: 20))]\n")
        }
        #expect(error?.description.contains("too many aliases") == true)
    }

    @Test func `points into the overlay`() throws {
        let file = try Fixtures.file(Fixtures.small)
        let changes = try overlay("prefetch: 2\nplatform:\n  disk: {latency: 6 MB}\n")
        let error = #expect(throws: ScenarioFileError.self) { try file.scenario(variant: "base", overrides: changes) }
        #expect(
            error?.description.contains(".yaml:3:19: error: `6 MB` is a size") == true, "\(error?.description ?? "")")
    }
}
