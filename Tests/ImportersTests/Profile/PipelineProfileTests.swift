import Foundation
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Importers

/// Profiles of pipelines with known settings: `Fixtures/tfprofile/record.py`.
@Suite struct PipelineProfileTests {
    private static func profile(_ name: String) throws -> PipelineProfile {
        try PipelineProfile(xSpace: try Fixtures.data("tfprofile/\(name).xplane.pb.gz"), path: "p.xplane.pb")
    }

    private static func rates() throws -> [String: Double] {
        try JSONDecoder().decode([String: Double].self, from: try Fixtures.data("tfprofile/rates.json"))
    }

    /// The stages on one line each, costs left out.
    private static func stages(_ name: String) throws -> [String] {
        let text = try profile(name).scenario(file: "f", command: "test").text
        let lines = text.split(separator: "\n").map(String.init)
        let begin = try #require(lines.firstIndex(of: "pipeline:"))
        var stages: [String] = []
        for line in lines[(begin + 1)...].prefix(while: { $0.hasPrefix(" ") }) {
            if line.hasPrefix("  - ") {
                stages.append(String(line.dropFirst(4)))
            } else if line.hasPrefix("      "), !line.hasPrefix("       "), !line.contains("cost") {
                stages[stages.count - 1] += " " + line.trimmingCharacters(in: .whitespaces)
            }
        }
        return stages
    }

    @Test(
        arguments: [
            ("map", [#"map: name: "map""#, "batch: 4", "prefetch: 0"]),
            ("parallel-map", [#"map: name: "map" parallelism: 2"#, "batch: 8", "prefetch: 2"]),
            (
                "cache",
                [
                    #"map: name: "map" parallelism: 2"#, "cache: memory", "shuffle: 50", "repeat: forever", "batch: 10",
                    "prefetch: 1",
                ]
            ),
            (
                "shuffle",
                [#"map: name: "map" parallelism: 2 order: unordered"#, "shuffle: 64", "batch: 8", "prefetch: 0"]
            ),
            ("autotune", [#"map: name: "map" parallelism: auto"#, "batch: 4", "prefetch: auto"]),
            (
                "map-and-batch",
                [#"map: name: "map" parallelism: 2"#, "batch: {size: 8, remainder: drop}", "prefetch: 2"]
            ),
            ("rewritten", [#"map: name: "map" parallelism: auto"#, "shuffle: 16", "repeat: forever", "batch: 4"]),
            ("py-function", [#"map: name: "map" parallelism: 1"#, "batch: 4"]),
            ("epochs", [#"map: name: "map" parallelism: 2"#, "batch: 4", "prefetch: 2"]),
        ] as [(String, [String])])
    func `finds the pipeline as it was written`(name: String, stages: [String]) throws {
        let found = try Self.stages(name).dropFirst().map { stage in
            // Bytes of a result are what the machine made.
            stage.replacing(#/ outputBytes: \S+ B/#, with: "")
        }
        #expect(Array(found) == stages)
    }

    @Test func `files in turns are the source`() throws {
        let stages = try Self.stages("interleave")
        #expect(stages[0].hasPrefix("source: {files: 1000000, samplesPerFile: "))
        #expect(stages[1] == "interleave: cycle: 4 block: 2 parallelism: 2 order: unordered")
        #expect(stages.suffix(2) == ["batch: 4", "prefetch: 2"])
    }

    @Test func `what scenarios do not have passes elements on, or joins them`() throws {
        let stages = try Self.stages("unknown")
        // `window(3)` takes three elements for one; the flat map behind it makes one of one.
        #expect(stages.contains("batch: 3") && stages.suffix(2) == ["batch: 2", "prefetch: 1"], "\(stages)")
        let profile = try Self.profile("unknown")
        let comments = profile.scenario(file: "f", command: "test").comments.joined(separator: " ")
        #expect(comments.contains("`Window` is not an operator of scenarios"), "\(comments)")
    }

    @Test func `shards and filters are found`() throws {
        let stages = try Self.stages("filter")
        #expect(stages.contains("shard: {count: 2, index: 1}"), "\(stages)")
        let filter = try #require(stages.first { $0.hasPrefix("filter") })
        let keep = try #require(filter.split(separator: " ").last.flatMap { Double($0) })
        #expect(abs(keep - 2.0 / 3) < 0.02)
    }

    @Test func `the rate is the one that the loop measured itself`() throws {
        let samples = ["cache": 10.0, "map-and-batch": 8, "parallel-map": 8, "shuffle": 8, "unknown": 6]
        for (name, stepsPerSecond) in try Self.rates() where name != "epochs" && name != "cache" {
            let found = try #require(try Self.profile(name).samplesPerSecond)
            #expect(abs(found / (stepsPerSecond * (samples[name] ?? 4)) - 1) < 0.03, "\(name): \(found)")
        }
    }

    @Test(arguments: [
        "autotune", "cache", "epochs", "filter", "interleave", "map", "map-and-batch", "parallel-map", "py-function",
        "rewritten", "shuffle", "unknown",
    ])
    func `simulates the rate that was profiled`(name: String) async throws {
        let profile = try Self.profile(name)
        let file = try ScenarioFile(profile.scenario(file: "f", command: "test"), name: name)
        let summary = try await simulate(try file.scenario(variant: "as profiled"))
        let simulated = try #require(summary.estimate(.samplesPerSecond)?.value)
        let profiled = try #require(profile.samplesPerSecond)
        #expect(abs(simulated / profiled - 1) < 0.08, "\(simulated) against \(profiled)")
    }

    @Test func `every scenario says what a profile does not tell`() throws {
        let text = try Self.profile("py-function").scenario(file: "f", command: "test").comments.joined(separator: " ")
        #expect(text.contains("does not tell whether functions compute or wait"))
        #expect(text.contains("the GIL"))
    }

    // MARK: Files that are wrong

    private static func message(_ data: Data) -> String {
        do throws(ImportError) {
            _ = try PipelineProfile(xSpace: data, path: "p.pb")
            return ""
        } catch { return error.description }
    }

    @Test func `says what is wrong with a file`() throws {
        let packed = try Fixtures.data("tfprofile/map.xplane.pb.gz")
        #expect(Self.message(packed.dropLast(1000)) == "`p.pb`: the gzip file ends too early")
        #expect(Self.message(Data("{}".utf8)).contains("is no profile of TensorFlow, or is damaged: `*.xplane.pb`"))
        #expect(Self.message(Data()).contains("`p.pb` is empty"))
        let small = try Fixtures.data("tfprofile/small.xplane.pb")
        #expect(Self.message(small.dropLast(7)).contains("is damaged"))
        // A plane that is not the host's.
        #expect(Self.message(Data([0x0A, 0x03, 0x12, 0x01, 0x78])).contains("shows no input pipeline"))
    }

    @Test func `any part of a profile is answered or refused`() throws {
        let small = try Fixtures.data("tfprofile/small.xplane.pb")
        for length in stride(from: 0, to: small.count, by: 37) { _ = Self.message(small.prefix(length)) }
        for place in stride(from: 0, to: small.count, by: 61) {
            var changed = small
            changed[place] ^= 0xFF
            _ = Self.message(changed)
        }
    }
}
