import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineLint

@Suite struct LinterTests {
    private func report(
        _ stages: [String], _ rest: String..., variants: [String] = ["base"], replications: Int = 3
    ) async throws -> LintReport {
        var fixture = LintFixture(.missingPrefetch, "", stages)
        // Without a disk, unless it is about one.
        fixture.rest = rest.contains { $0.hasPrefix("platform") } ? rest : rest + ["platform: {cpu: {cores: 4}}"]
        let linter = Linter(try fixture.file(), replications: replications, threads: 2)
        return try #require(try await linter.report(of: variants))
    }

    private static let loop = ["source: {elements: 64}", "map: {name: decode, cost: 1 ms}", "batch: 4"]

    @Test func `the gain of a fix is that of overlapping`() async throws {
        let report = try await report(Self.loop, "train: {step: 4 ms, epochs: 2}", "platform: {cpu: {cores: 2}}")
        let effect = try #require(report.findings.first?.occurrences.first?.effect)
        // 4 ms of loading and 4 ms of computing, 16 times in an epoch, of which the first load is not hidden.
        let expected = 16.0 * 8 / (16 * 4 + 4)
        for ratio in [effect.speedUp, effect.epochSpeedUp] {
            let ratio = try #require(ratio)
            #expect((ratio.mean - expected).magnitude < 1e-12)
            #expect(try #require(ratio.halfWidth) < 1e-12)
        }
        #expect(effect.isFaster)
    }

    @Test func `a fix that brings nothing is a note, and no finding`() async throws {
        let report = try await report(
            ["source: {elements: 64}", "map: {cost: 1 ms, parallelism: 8}", "batch: 4", "prefetch: 2"],
            "lint: {off: [constant-cost]}")
        #expect(report.findings.map(\.rule.id) == [.parallelismBeyondCores])
        #expect(report.findings.first?.level == .note)
        #expect(report.isClean)
    }

    @Test func `a fix for speed that costs speed is not proposed`() async throws {
        // In order, and with four calls at a time, cores would wait for the oldest call.
        let report = try await report(
            ["source: 640", "map: {cost: {exponential: 1 ms}, parallelism: 8}", "prefetch: 2"],
            "train: {step: 0.25 ms, epochs: 2}", "lint: {off: [ordered-heavy-tail]}")
        #expect(!report.findings.contains { $0.rule.id == .parallelismBeyondCores })
    }

    @Test func `what gains most comes first, notes last`() async throws {
        let report = try await report(
            [
                "source: {files: 8, samplesPerFile: 40, size: 1 kB}", "map: {cost: 1 ms, parallelism: 2}",
                "batch: 4",
            ],
            "platform: {disk: {latency: 20 ms, queueDepth: 8}, cpu: {cores: 4}}", "train: {step: 4 ms, epochs: 2}")
        let keys = report.findings.map { ($0.level == .finding ? 0 : 1, -$0.gain) }
        #expect(keys.count >= 2 && zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `an assumption is a note, with the rate without it`() async throws {
        let report = try await report(
            ["source: {elements: 3200}", "map: {name: decode, cost: 4 ms, parallelism: 4}", "batch: 8", "prefetch: 2"],
            "train: 8 ms", "platform: {cpu: {cores: 4}}")
        let finding = try #require(report.findings.first { $0.rule.id == .constantCost })
        #expect(finding.level == .note && report.isClean)
        let occurrence = try #require(finding.occurrences.first)
        #expect(occurrence.changes.map(\.value) == ["{lognormal: {mean: 4 ms, cv: 0.3}}"])
        #expect(try #require(occurrence.effect.speedUp).mean < 0.98)
    }

    @Test func `a fix for correctness counts whatever it costs`() async throws {
        let report = try await report(
            ["source: 64", "map: {name: augment, cost: 4 ms, function: stateful}", "cache", "prefetch: 2"],
            "train: {step: 1 ms, epochs: 3}")
        let finding = try #require(report.findings.first)
        #expect(finding.rule.id == .cacheAfterRandom && finding.level == .finding)
        let ratio = try #require(finding.occurrences.first?.effect.speedUp)
        #expect(ratio.mean < 0.5)
        #expect(!report.isClean)
    }

    /// Of sixteen loads one takes as long as fifteen steps: half of the buffer cannot hide it.
    @Test func `a buffer that is needed is none too large`() async throws {
        let bursts = (["150 ms"] + Array(repeating: "0 s", count: 15)).joined(separator: ", ")
        let read = "source: {elements: 320, size: 100 MB}"
        let platform = "platform: {disk: {latency: {recorded: {values: [\(bursts)], replay: in order}}}}"
        let useful = try await report(
            [read, "prefetch: 16"], platform, "train: {step: 10 ms, epochs: 2}", "lint: {off: [sequential-reads]}")
        #expect(useful.findings.isEmpty)
        let larger = try await report(
            [read, "prefetch: 64"], platform, "train: {step: 10 ms, epochs: 2}", "lint: {off: [sequential-reads]}")
        #expect(larger.findings.map(\.fix) == ["let `prefetch` keep 16 ready"])
    }

    @Test func `of buffers that memory suffices for the smallest that loses nothing is proposed`() async throws {
        let bursts = (["150 ms"] + Array(repeating: "0 s", count: 15)).joined(separator: ", ")
        let disk = "disk: {latency: {recorded: {values: [\(bursts)], replay: in order}}, queueDepth: 1}"
        let report = try await report(
            ["source: {elements: 960, size: 100 MB}", "prefetch: 64"], "platform: {\(disk), memory: 2.4 GB}")
        #expect(report.findings.map(\.fix) == ["let `prefetch` keep 16 ready"])
        let effect = try #require(report.findings.first?.occurrences.first?.effect)
        #expect(effect.savesRun && effect.before.outOfMemory?.stage == "prefetch")
    }

    @Test func `memory before and after`() async throws {
        let report = try await report(
            ["source: {elements: 320, size: 10 MB}", "cache", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms, bandwidth: 10 GB/s, queueDepth: 1}, memory: 1 GB}")
        let effect = try #require(report.findings.first?.occurrences.first?.effect)
        #expect(effect.before.outOfMemory?.stage == "cache")
        #expect(effect.savesRun && effect.speedUp == nil)
        #expect(try #require(effect.after.peakBytes) < 1e9)
        // The file is as fast as reading anew, so that either will do; the first that is offered stays.
        #expect(report.findings.first?.fix == "keep `cache` in a file")
    }

    @Test func `says once what holds for several variants`() async throws {
        let variants = "variants: {a: {}, b: {decode.cost: 2 ms}, c: {pipeline: [source: 64, prefetch: 1]}}"
        let report = try await report(Self.loop, variants, variants: ["a", "b", "c"])
        #expect(report.findings.count == 1)
        #expect(report.findings.first?.occurrences.map(\.variant) == ["a", "b"])
        #expect(report.findings.first?.stage.line == 5)
        #expect(report.findings.first?.stage.column == 5)
    }

    @Test func `does not apply rules that the file silences`() async throws {
        let report = try await report(Self.loop, "lint: {off: [missing-prefetch, missing-prefetch, cache-too-large]}")
        #expect(report.findings.isEmpty)
        #expect(report.silenced == [.missingPrefetch, .cacheTooLarge])
    }

    @Test func `is the same whatever the number of threads`() async throws {
        let fixture = try #require(LintFixture.triggering.first { $0.rule == .orderedHeavyTail })
        var texts: [String] = []
        for threads in [1, 5] {
            let report = try await Linter(try fixture.file(), threads: threads).report(of: ["base"])
            texts.append("\(report?.findings.map { ($0.fix, $0.occurrences.map(\.effect)) } ?? [])")
        }
        #expect(texts[0] == texts[1] && texts[0].count > 100)
    }

    /// What the simulation names as the cause, the linter finds; where unordered delivery wins nothing, it is silent.
    @Test(arguments: [0.2, 0.5, 1], [16, 64])
    func `order is found where it costs time, however much times vary`(cv: Double, calls: Int) async throws {
        let file = try LintFixture(
            .orderedHeavyTail, "",
            [
                "source: 4000",
                "map: {cost: {lognormal: {mean: 9 ms, cv: \(cv)}}, parallelism: \(calls), pool: own, use: wait}",
                "batch: 100", "prefetch: 2",
            ], "platform: {cpu: {cores: 16}}", "train: {step: 56 ms}"
        ).file()
        var scenario = try file.scenario(variant: "base")
        scenario.run.replications = 3
        let runs = try await replicate(scenario, threads: 1)
        let cause = try #require(VariantSummary(runs, baseline: nil).bottleneck).loss?.cause
        let report = try #require(try await Linter(file, replications: 3, threads: 1).report(of: ["base"]))
        let finding = report.findings.first { $0.rule.id == .orderedHeavyTail }
        #expect(finding != nil || cause != .order, "\(cv), \(calls)")
        #expect(finding?.occurrences.allSatisfy { $0.effect.isFaster } ?? true)
        if calls == 64 { #expect(finding == nil) }
    }

    @Test(arguments: [(64, 10), (400_000, 3), (200_000, 7)])
    func `long runs are repeated less often`(elements: Int, expected: Int) throws {
        let file = try LintFixture(.missingPrefetch, "", ["source: {elements: \(elements)}"]).file()
        let scenario = try file.scenario(variant: "base")
        #expect(Linter(file, threads: 2).replications(of: scenario) == expected)
        #expect(Linter(file, replications: 200, threads: 2).replications(of: scenario) == 200)
    }

    @Test func `a scenario that cannot be simulated is no reason to stop`() async throws {
        let report = try await report(["source: 64", "repeat: 2", "shuffle: 4"], "train: 0 s")
        #expect(report.findings.map(\.rule.id) == [.repeatBeforeShuffle])
        #expect(report.findings.first?.occurrences.first?.effect.before.failure == .takesNoTime)
    }

    @Test func `ends without a report when it is cancelled`() async throws {
        let fixture = LintFixture(.missingPrefetch, "", Self.loop)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await Linter(try fixture.file(), threads: 2).report(of: ["base"]) == nil
        }
        task.cancel()
        #expect(try await task.value)
    }

    @Test func `counts what it has done`() async throws {
        let fixture = try LintFixture(
            .missingPrefetch, "", ["source: {elements: 64, size: 1 kB}", "repeat: 2", "shuffle: 4", "batch: 4"]
        ).file()
        var shares: [Double] = []
        _ = try await Linter(fixture, replications: 2, threads: 2).report(of: ["base"]) { share, _ in
            shares.append(share)
        }
        #expect(shares.first == 0 && shares.last == 1)
        #expect(shares == shares.sorted() && shares.count >= 3)
    }
}
