import Pipelines
import Testing

@testable import ScenarioFiles

@Suite struct LaneNamesTests {
    private static func file(_ lanes: String) throws -> ScenarioFile {
        let text =
            "overlap: 1\npipeline: [source: 8]\ntrain: 1 ms\nlanes: \(lanes)\nvariants: {a: {}, b: {train.step: 2 ms}}\n"
        return try ScenarioFile(text: text, name: "s.yaml", directory: ".")
    }

    @Test func `lanes are renamed in all variants`() throws {
        let file = try Self.file("{disk: larder, worker: cook, copy engine: waiter, GPU: table}")
        for scenario in try file.scenarios() {
            let names = LaneNames.Kind.allCases.map { scenario.laneNames[$0] }
            #expect(
                names == ["larder", "read cache", "cook", "thread", "waiter", "table", "step on CPU", "training loop"])
        }
        let changed = try file.scenario(variant: "a", overrides: [Override(path: "train.step", value: "3 ms")])
        #expect(changed.laneNames == file.laneNames)
    }

    @Test func `they survive writing and reading`() throws {
        let file = try Self.file("{worker: 'cook: 1', GPU: \"a \\\"table\\\"\", training loop: \"12\"}")
        let text = try file.document(variant: "a").text
        let again = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        #expect(again.laneNames == file.laneNames && again.laneNames != LaneNames(), "\(text)")
    }

    @Test(
        arguments: [
            ("{worke: cook}", "did you mean `worker`"), ("{gpu: table}", "did you mean `GPU`"),
            ("larder", "a mapping with `disk`"), ("{disk: \"\"}", "empty or too long"),
            ("{disk: a very long name indeed}", "up to 16 characters"), ("{disk: [a]}", "a name for the lane"),
            ("{disk: \"a\\u202Eb\"}", "the name of a lane"),
        ] as [(String, String)])
    func `mistakes are named`(_ lanes: String, _ message: String) {
        #expect {
            try Self.file(lanes)
        } throws: { error in
            "\(error)".contains(message)
        }
    }

    @Test func `no variant renames them`() {
        #expect(throws: ScenarioFileError.self) {
            let text = "overlap: 1\npipeline: [source: 8]\ntrain: 1 ms\nvariants: {a: {lanes.disk: larder}}\n"
            _ = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        }
    }
}
