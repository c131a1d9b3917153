import ScenarioFiles
import Testing

@testable import Importers

@Suite struct TFDataTranslationTests {
    private static let pipeline = #"\#(Operators.range), \#(Operators.read), {"op": "prefetch", "buffer": 2}"#

    private static func scenario(_ more: String = "", overheads: String = "{}") throws -> String {
        let file = try Cases.file(try Cases.members(pipeline, more), overheads: overheads)
        var document = try TFData.scenario(of: try file.entries[0].content.get(), overheads: file.overheads)
        document.comments = ["a note"]
        return document.text
    }

    @Test func `writes a scenario`() throws {
        #expect(
            try Self.scenario() == """
                # a note
                overlap: 1
                name: "case"
                platform:
                  disk: {queueDepth: 65536}
                  cpu: {cores: 2, workers: 4}
                pipeline:
                  - source: 12
                  - map:
                      name: "read"
                      use: wait
                      cost: 2 ms
                  - prefetch: 2
                train:
                  step: 4 ms
                options: {rewrites: none, autotune: off}
                run: {replications: 1}

                """)
    }

    @Test func `writes overheads, and adds the timer's overshoot to steps that slept`() throws {
        let overheads = """
            {"sleep": 8e-5, "stage": [[0, 0], [0.01, 0.001]], "stage_cpu": 1e-4, "prefetch": 3e-5, "next": 2e-5,
            "wake": 1e-5, "iter": 0.003, "_doc": "text"}
            """
        let text = try Self.scenario(overheads: overheads)
        #expect(
            text.contains(
                """
                  overheads:
                    timerOvershoot: 80 us
                    call: [[0 ns, 0 ns], [10 ms, 1 ms]]
                    computeCall: 100 us
                    buffering: 30 us
                    next: 20 us
                    busyNext: 13 us
                    wakeUp: 10 us
                    iteratorCreation: 3 ms
                """))
        #expect(text.contains("  step: 4.08 ms\n"))
        let computed = try Self.scenario(
            #""stages": {"read": {"dist": "const", "mean": 0.002}, "train": {"dist": "const", "mean": 0.004, "kind": "cpu"}}"#,
            overheads: overheads)
        #expect(computed.contains("  step: 4 ms\n  device: cpu\n"))
    }

    /// From the file if it says so, else by a ratio that was measured; for a processor that has not been idle.
    @Test(arguments: [
        ("", "    busyNext: [[0 ns, 13 us], [4 ms, 65 us]]"),
        (#", "next_cpu": 1e-5"#, "    busyNext: 10 us"),
    ])
    func `writes what the call costs on a busy processor`(cost: String, line: String) throws {
        let text = try Self.scenario(
            #""stages": {"read": {"dist": "const", "mean": 0.002}, "train": {"dist": "const", "mean": 0.004}}"#,
            overheads: #"{"next": [[0, 2e-5], [0.004, 1e-4]]\#(cost)}"#)
        let lines = text.split(separator: "\n").filter { $0.lowercased().contains("next:") }
        #expect(lines == ["    next: [[0 ns, 20 us], [4 ms, 100 us]]", line[...]])
    }

    @Test func `says how many consumers there are`() throws {
        let two = try Self.scenario(#""pipelines": [[\#(Self.pipeline)], [\#(Self.pipeline)]]"#)
        #expect(two.contains("  gpu: {count: 2, barrier: epoch}\n"))
    }

    @Test(arguments: [
        (#""steps": 12"#, []), (#""steps": 5"#, ["  steps: 5"]),
        (#""epochs": 3, "steps": 36"#, ["  epochs: 3"]),
        (#""epochs": 3, "break_after": {"0": 5}, "steps": 29"#, ["  epochs: 3", "  firstEpochSteps: 5"]),
        (#""epochs": 2, "break_after": {"0": 5, "1": 5}"#, ["  epochs: 2", "  steps: 5"]),
        (#""epochs": 2, "break_after": null"#, ["  epochs: 2"]),
    ])
    func `bounds epochs`(more: String, lines: [String]) throws {
        let text = try Self.scenario(more)
        let bounds = text.split(separator: "\n").filter {
            $0.contains("steps:") || $0.contains("Steps:") || $0.contains("epochs:")
        }
        #expect(bounds.map(String.init) == lines)
    }

    @Test(arguments: [
        #""epochs": 2, "break_after": {"1": 5}"#, #""epochs": 0"#, #""break_after": {"0": 0}"#, #""cores": 0"#,
        #""options": {"autotune.autotune_algorithm": "OTHER"}"#,
    ])
    func `refuses what scenarios cannot say`(more: String) {
        #expect(throws: CaseError.self) { try Self.scenario(more) }
    }

    /// Cases with an endless repeat end after the measured steps.
    @Test func `bounds endless data`() throws {
        let file = try Cases.file(
            try Cases.members(#"\#(Operators.range), {"op": "repeat"}"#, #""epochs": 2, "steps": 60"#))
        let text = try TFDataTranslation(try file.entries[0].content.get(), overheads: file.overheads).scenario().text
        #expect(text.contains("  steps: 30\n"))
    }

    @Test func `says where a scenario comes from and what was measured`() throws {
        let file = try Cases.fixture()
        let entry = try #require(file["auto_pf_balanced_exp"])
        let comments = entry.comments(file: "cases.json", command: "overlap import tfdata")
        #expect(comments[0].contains("cases.json, case auto_pf_balanced_exp (group auto)"))
        #expect(comments[1].contains("113.228 steps/s in the steady window; first element after 15.35 ms"))
        #expect(comments[1].contains("final prefetch limit 32"))
    }
}
