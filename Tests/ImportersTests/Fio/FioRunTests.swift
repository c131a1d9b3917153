import Foundation
import ScenarioFiles
import Testing

@testable import Importers

@Suite struct FioRunTests {
    private func runs(_ jobs: String..., direction: String = "read") throws(ImportError) -> [FioRun] {
        let json = #"{"fio version": "fio-3.33", "jobs": [\#(jobs.joined(separator: ", "))]}"#
        return try FioRun.all(json: Data(json.utf8), path: "f.json", direction: direction)
    }

    @Test func `reads what fio printed`() throws {
        let run = try #require(try FioFiles.runs("fio-randread-128k-qd1.json").first)
        #expect(run.bytes == 131_072)
        #expect(run.requestsPerSecond == 5438.820147)
        #expect(abs(run.latencySeconds - 182_707.512777e-9) < 1e-12)
        #expect(run.latencyRange == 125_677e-9...2_536_557e-9)
        #expect(run.depth == 1 && run.hasBins && !run.isMixed)
    }

    @Test(arguments: [("128k_qd1.json", 1), ("128k_qd4.json", 4), ("128k_qd16.json", 16), ("32k_qd1.json", 1)])
    func `knows the queue depth by Little's law`(file: String, depth: Int) throws {
        let run = try #require(try FioFiles.runs("randread_\(file)").first)
        #expect(run.depth == depth)
        #expect(abs(run.meanInFlight / Double(depth) - 1) < 0.01)
    }

    @Test func `takes jobs of a group together, and groups apart`() throws {
        let all = try FioFiles.runs("two-groups.json")
        #expect(all.map(\.name) == ["two-groups.json, qd1", "two-groups.json, qd8"])
        #expect(all.map(\.depth) == [1, 8])
        #expect(all.allSatisfy { !$0.hasBins })
        let two = try runs(
            FioFiles.job(FioFiles.load()), FioFiles.job(FioFiles.load(requests: 3000, iops: 1500, latency: 4e6)))
        #expect(two.count == 1 && two[0].name == "f.json")
        #expect(two[0].requestsPerSecond == 2000)
        #expect(abs(two[0].latencySeconds - 3.5e-3) < 1e-12)
        #expect(two[0].depth == 7)
    }

    @Test func `percentiles keep their places and the mean that fio printed`() throws {
        for run in try FioFiles.runs("two-groups.json") {
            let histogram = run.histogram
            #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
            #expect(abs(histogram.counts.reduce(0, +) - 1) < 1e-9)
        }
        let first = try #require(try FioFiles.runs("two-groups.json").first).histogram
        #expect(abs(first.mean - 132_263.487376e-9) < 1e-12)
        let half = first.edges.firstIndex { $0 > 69_119.5e-9 }
        #expect(abs(first.counts[..<(half ?? 0)].reduce(0, +) - 0.5) < 1e-9)
    }

    @Test func `mixes the percentiles of jobs that ran together`() throws {
        let two = try runs(
            FioFiles.job(FioFiles.load()), FioFiles.job(FioFiles.load(requests: 3000, iops: 1500, latency: 4e6)))
        #expect(abs(two[0].histogram.mean - 3.5e-3) < 1e-9)
        #expect(abs(two[0].histogram.counts.reduce(0, +) - 4000) < 1e-6)
    }

    @Test func `leaves out requests of other directions, and says so`() throws {
        let mixed = try runs(FioFiles.job(FioFiles.load(), more: #", "write": {\#(FioFiles.load(iops: 9))}"#))
        #expect(mixed.map(\.isMixed) == [true])
        #expect(mixed.map(\.requestsPerSecond) == [500])
    }

    @Test(arguments: [
        ("{}", "run fio with `--output-format=json+`"), ("fio: no such file", "`f.json` is not fio's output"),
        (#"{"jobs": []}"#, "`f.json` has no reads"),
        (
            #"{"jobs": [{"write": {"total_ios": 3, "io_bytes": 9, "iops": 1}}]}"#,
            "no reads, only writes: see --direction"
        ),
        (#"{"jobs": [{"read": {"total_ios": 3, "io_bytes": 9, "iops": 1}}]}"#, "no latencies in nanoseconds"),
        (
            #"{"jobs": [{"read": {"total_ios": 3, "io_bytes": 0, "iops": 1, "lat_ns": {"min": 1, "max": 2, "mean": 1}}}]}"#,
            "must be positive"
        ),
        (
            #"{"jobs": [{"read": {"total_ios": 3, "io_bytes": 9, "iops": 1, "lat_ns": {"min": 1, "max": 2, "mean": 1, "#
                + #""bins": {"x": 1}}}}]}"#, "`x` is not a bin"
        ),
    ])
    func `explains what it cannot use`(json: String, expected: String) {
        let error = #expect(throws: ImportError.self) {
            try FioRun.all(json: Data(json.utf8), path: "f.json", direction: "read")
        }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }
}
