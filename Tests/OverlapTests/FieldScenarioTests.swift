import Foundation
import Testing

/// Situations that people reported, with the values that they measured or that follow exactly
/// (`Fixtures/Field/README.md`).
struct FieldScenarioTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Field")

    private func results(_ name: String) throws -> ScenarioResults {
        try ScenarioResults(file: Self.folder.appendingPathComponent("\(name).yaml").path)
    }

    private func text(_ name: String) throws -> String {
        let file = Self.folder.appendingPathComponent("\(name).yaml").path
        let run = try CommandRun(["simulate", file, "--quiet", "--replications", "1"])
        #expect(run.code == 0)
        return run.output
    }

    private func isClose(_ value: Double, _ expected: Double, within tolerance: Double = 1e-3) -> Bool {
        abs(value - expected) <= tolerance * expected
    }

    /// A round of four batches takes 120.32 s, whatever step the measurement begins with.
    @Test func `bursts are no faster than the workers`() throws {
        let results = try results("bursts")
        let (none, four) = (try results("none"), try results("four"))
        #expect(isClose(four.rate, 4 * 64 / 120.32, within: 1e-9))
        #expect(isClose(none.rate, 64 / 120.82, within: 1e-9))
        #expect(try #require(four.speedUp?.mean) <= 4.0168)
        #expect(isClose(four.stall, 1 - 4 * 0.5 / 120.32, within: 1e-9))
    }

    @Test func `a short epoch has the rate of the epoch`() throws {
        let results = try results("short-epoch")
        for name in ["one epoch", "three epochs"] {
            let variant = try results(name)
            #expect(isClose(variant.rate, 12_690))
            #expect(variant.stall > 0.99)
            #expect(isClose(variant.epoch, 3.94))
        }
        let text = try text("short-epoch")
        #expect(text.contains("12,689 run") && text.contains("warning: one epoch: nothing is steady"))
        #expect(text.contains("AU leaves out each epoch's first step: 100 % of the time of one epoch"))
        #expect(!text.contains("keeps up"))
    }

    /// Measured: epochs of 37.7, 24.4, 22.4, 31.2, 57.9 and 108.9 s, first batches after 3.49 to 107.4 s.
    @Test func `start-up puts four workers first`() throws {
        let results = try results("start-up")
        let measured = ["w1": 37.7, "w2": 24.4, "w4": 22.4, "w8": 31.2, "w16": 57.9, "w32": 108.9]
        for (name, seconds) in measured { #expect(isClose(try results(name).epoch, seconds, within: 0.035)) }
        #expect(isClose(try results("w1").firstBatch, 3.49, within: 0.01))
        #expect(isClose(try results("w32").firstBatch, 107.4, within: 0.01))
        let speedUps = try measured.keys.map { ($0, try #require(try results($0).runSpeedUp?.mean)) }
        #expect(speedUps.max { $0.1 < $1.1 }?.0 == "w4")
        #expect(results.comparedBy == "whole run")
        let text = try text("start-up")
        #expect(
            text.contains("run speed-up") && text.contains("shortest run: w4, 22.0 s; w32 is faster only once started.")
        )
    }

    /// AU would be over two of three steps: it has no figure, and the reason is said.
    @Test func `three steps are too few for AU`() throws {
        let base = try results("three-steps")("base")
        #expect(base.metrics["acceleratorUtilisation"] == nil)
        #expect(isClose(base.stall, 0.78, within: 0.01) && isClose(base.trainer + base.stall, 1))
        #expect(try text("three-steps").contains("fewer than 10 are left"))
    }

    @Test func `windows of a fetch are cold or warm`() throws {
        let results = try results("windows")
        let (cold, warm) = (try results("cold"), try results("warm"))
        #expect(isClose(cold.trainer, 13.44 / 53.4) && isClose(cold.rate, 1 / 53.4))
        #expect(isClose(warm.trainer, 1) && isClose(warm.rate, 1 / 13.44))
    }

    /// In one run: 60 fetches of 53.4 s, then 60 of 12 s.
    ///
    /// One step in 32 waits for the fetch, but for what 31 steps take.
    @Test func `windows are cold in the first epoch, then warm`() throws {
        let base = try results("windows-warming")("base")
        #expect(isClose(base.firstEpoch, 60 * 53.4 + 13.44, within: 1e-3))
        #expect(isClose(base.laterEpochs, 12 + 60 * 13.44, within: 1e-3))
        #expect(isClose(base.figure("firstEpochUtilisation"), 13.44 / 53.4, within: 0.02))
        #expect(isClose(base.figure("laterEpochsUtilisation"), 1))
        #expect(isClose(base.step, 0.42) && isClose(base.figure("stepP99Seconds"), 53.4 - 31 * 0.42))
    }

    /// Measured: AU 99.7 and 85.4 %, 140.9 and 120.7 samples/s.
    ///
    /// The latency is about 63 ms, its spread assumed.
    @Test func `row groups of one sample cost a request each`() throws {
        let results = try results("flux")
        let (local, store) = (try results("local drive"), try results("object store"))
        #expect(isClose(local.utilisation, 0.997, within: 0.05) && isClose(local.rate, 140.9, within: 0.05))
        #expect(isClose(store.utilisation, 0.854, within: 0.05) && isClose(store.rate, 120.7, within: 0.05))
    }

    /// 2 GB an epoch: 10 s of steps, or 20 s at 100 MB/s.
    @Test func `storage that is throttled after a burst`() throws {
        let results = try results("throttled")
        let (unlimited, credits) = (try results("no limit"), try results("credits"))
        #expect(isClose(unlimited.epoch, 10.05, within: 1e-2))
        #expect(isClose(credits.firstEpoch, unlimited.firstEpoch, within: 1e-2))
        #expect(isClose(credits.laterEpochs, 20, within: 0.01))
        #expect(isClose(credits.stall, 0.5, within: 0.02))
    }

    /// One step of 5 ms after 800 ms of reading, then a checkpoint of 7 ms.
    @Test func `one step before a checkpoint is the whole run`() throws {
        let base = try results("one-step-checkpoint")("base")
        #expect(isClose(base.rate, 8 / 0.812, within: 1e-9))
        #expect(isClose(base.stall, 0.800 / 0.812, within: 1e-9))
        #expect(base.metrics["diskUtilisation"]?.mean ?? 0 > 0.98)
    }

    @Test func `an evaluation is paid for once, and changes no steady figure`() throws {
        let results = try results("evaluation-two-steps")
        for name in ["ev", "none"] {
            #expect(isClose(try results(name).rate, 8 / 0.805, within: 1e-9))
            #expect(isClose(try results(name).stall, 0.800 / 0.805, within: 1e-9))
        }
        #expect(isClose(try #require(try results("none").runSpeedUp?.mean), 24.025 / 4.025, within: 1e-9))
    }

    /// Measured: 3 files keep 3 of 4 or 8 workers at work; 7 files for 4 workers last as long as 2; 14 of 16 are idle
    /// where there are 2.
    @Test func `shards that workers own keep no more workers at work`() throws {
        let results = try results("shards")
        let three = try results("three")
        for name in ["four", "eight"] { #expect(isClose(try results(name).epoch, three.epoch, within: 1e-3)) }
        // A file takes 400 × 10 ms; steps and the last batch are short beside it.
        #expect(isClose(three.epoch, 4, within: 0.02))
        #expect(isClose(try results("seven files").epoch, 8, within: 0.02))
        #expect(isClose(try results("two files").epoch, 4, within: 0.02))
        #expect(isClose(try results("unequal").epoch, 4, within: 0.02))
    }

    /// Measured: small objects 410 s with one request at a time, 31.1 s with 16; large ones as long either way.
    @Test func `requests at a time in each worker hide latency, not bandwidth`() throws {
        let results = try results("requests")
        let small = try results("small, one").epoch / results("small, sixteen").epoch
        #expect(isClose(small, 410 / 31.1, within: 0.05))
        #expect(isClose(try results("small, one").epoch, 41, within: 0.05))
        #expect(isClose(try results("large, one").rate / results("large, sixteen").rate, 1, within: 0.05))
    }

    /// Measured: 67.9, 179.7, 198.2, 188.9, 180.2 and 197.8 rows/s.
    @Test func `a lock sets a ceiling to threads`() throws {
        let results = try results("lock")
        let measured = ["one": 67.9, "five": 179.7, "ten": 198.2, "twenty": 188.9, "thirty": 180.2, "forty": 197.8]
        for (name, rate) in measured { #expect(isClose(try results(name).rate, rate, within: 0.1), "\(name)") }
        #expect(try results("ten").bottleneck?.kind == "lock")
    }

    /// Measured: 28 h until the first new step.
    @Test func `resuming by loading takes as long as training took to load`() throws {
        let results = try results("resuming")
        #expect(isClose(try results("by loading").firstBatch, 28 * 3600, within: 0.01))
        #expect(try results("by index").firstBatch < 1)
    }

    /// Measured: epochs of 37.7, 24.4, 22.4, 31.2, 57.9 and 108.9 s.
    @Test func `workers that are sent much are created one after the other`() throws {
        let results = try results("spawned")
        let measured = ["w1": 37.7, "w2": 24.4, "w4": 22.4, "w8": 31.2, "w16": 57.9, "w32": 108.9]
        for (name, seconds) in measured { #expect(isClose(try results(name).epoch, seconds, within: 0.09), "\(name)") }
        #expect(try results("small").epoch < 5)
    }

    /// More workers have no file, and a larger buffer no more in it.
    @Test func `advice for shards is about the files`() throws {
        let text = try text("shards").replacing("\n  ", with: " ")
        #expect(text.contains("three: `dataLoader` works almost all the time; more workers together with more files"))
        #expect(text.contains("unequal: the loop waits 50 % of the time for `dataLoader`, some of whose workers have"))
    }

    /// Measured: 1.2 steps/s of 256 samples, and 7.
    @Test func `more streams, without an order, have more bandwidth`() throws {
        let results = try results("streams")
        #expect(isClose(try results("sixteen in order").rate / 256, 1.2, within: 0.1))
        #expect(isClose(try results("sixty-four").rate / 256, 7, within: 0.1))
    }
}
