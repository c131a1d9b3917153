import Foundation
import Testing

/// What the scenarios for experts say of themselves.
@Suite struct ExpertClaimTests {
    @Test func `the best buffer moves with batch size, data set and hardware`() throws {
        let file = ScenarioLibrary.path("expert/best-buffer")
        let buffers = [0, 1, 4, 16, 64]
        let run = try CommandRun([
            "sweep", file, "--quiet", "--vary", "prefetch=\(buffers.map(String.init).joined(separator: ","))",
            "--metrics", "samplesPerSecond", "--replications", "2", "--wide",
        ])
        try #require(run.code == 0, "\(run.errors)")
        let rows = run.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let rate = try #require(rows[0].firstIndex(of: "samplesPerSecond"))
        var rates: [String: [Double]] = [:]
        for row in rows.dropFirst() { rates[String(row[1]), default: []].append(try #require(Double(row[rate]))) }
        /// The first buffer within one per cent of the highest rate.
        func best(_ variant: String) throws -> Int {
            let rates = try #require(rates[variant])
            let highest = try #require(rates.max())
            return buffers[try #require(rates.firstIndex { $0 > 0.99 * highest })]
        }
        #expect(try best("batch 8") > best("batch 32"))
        #expect(try best("batch 32") > best("batch 128"))
        #expect(try best("batch 128") > 1)
        #expect(try best("small data set") < best("batch 32"))
        #expect(try best("faster GPU") == 1)
        #expect(try best("steady disk") == 1)
    }

    @Test func `automatic tuning falls short of the best`() throws {
        let results = try ScenarioResults("expert/autotune", replications: 3)
        let (auto, one) = (try results("auto buffer"), try results("buffer 1"))
        #expect(auto.rate > 1.03 * one.rate)
        #expect(try results("buffer 32").rate > 1.03 * auto.rate)
        #expect(try #require(auto.tuned("prefetch")) < 32)
        let calls = try results("auto calls")
        // As many as there are cores, though a call hardly needs any.
        #expect(calls.tuned("lookup") == 8 && calls.cores < 0.5)
        #expect(try results("32 calls").rate > 1.3 * calls.rate)
    }

    @Test func `running ahead overlaps by itself, until loading and host work are longer than the step`() throws {
        let results = try ScenarioResults("expert/eager-or-graph")
        let (eager, prefetch) = (try results("eager"), try results("eager + prefetch"))
        let (graph, both) = (try results("graph"), try results("graph + prefetch"))
        #expect(prefetch.rate > 1.3 * eager.rate && prefetch.trainer < 0.9)
        #expect(graph.rate > 1.1 * prefetch.rate && graph.trainer > 0.98)
        #expect(abs(both.rate / graph.rate - 1) < 0.005)
        #expect(try results("slow graph").trainer < 0.92)
        #expect(try results("slow graph + prefetch").trainer > 0.98)
    }

    /// Measured by DS-Analyzer: the page cache reads 85 % again where 35 % fit, and 65 % would do.
    @Test func `a cache of a part keeps what came first`() throws {
        let results = try ScenarioResults("expert/part-of-the-data")
        let (none, last) = (try results("no cache"), try results("lru"))
        let (pages, first) = (try results("page cache"), try results("minio"))
        let (disk, burst) = (try results("local disk"), try results("burst"))
        #expect(abs(first.figure("readCacheHits") - 0.35) < 0.01)
        #expect(abs(1 - pages.figure("readCacheHits") - 0.85) < 0.02)
        // (1 − x)(1 − ln(1 − x)) are missed.
        #expect(abs(last.figure("readCacheHits") - (1 - 0.65 * (1 - log(0.65)))) < 0.015)
        #expect(last.rate > 1.05 * none.rate && pages.rate > 1.03 * last.rate && first.rate > 1.2 * pages.rate)
        #expect(first.trainer > 0.95 && pages.trainer < 0.85)
        #expect(disk.rate > first.rate && abs(disk.firstEpoch / none.firstEpoch - 1) < 0.03)
        // Credits make the first epoch as good as the best, and no other.
        #expect(burst.firstEpoch < 1.05 * disk.laterEpochs && burst.laterEpochs > 1.5 * none.epoch)
        let small = try ScenarioResults(
            "expert/part-of-the-data", ["--variants", "minio", "--set", "readCache.capacity=200 MB"])
        #expect(try small("minio").rate > pages.rate)
    }

    @Test func `threads hide latency, locks and shards that do not divide leave workers idle`() throws {
        let results = try ScenarioResults("expert/shards-and-threads", replications: 2)
        let (eight, many) = (try results("8 workers"), try results("32 workers"))
        let (threads, locked) = (try results("16 threads"), try results("16 threads, one lock each"))
        let (few, enough) = (try results("20 shards"), try results("32 shards"))
        #expect(abs(many.rate / eight.rate - 3.6) < 0.1 && many.trainer < 0.6)
        #expect(threads.trainer > 0.95 && enough.trainer > 0.93)
        #expect(locked.bottleneck?.kind == "lock")
        #expect(abs(locked.rate - 8 / 9e-3) < 0.08 * 8 / 9e-3)
        // An epoch lasts as long as 768 samples of 10 ms, not 480.
        #expect(few.epoch > 7.6 && few.epoch < 8.8)
    }
}
