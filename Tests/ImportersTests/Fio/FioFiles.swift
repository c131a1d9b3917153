import Foundation
import Importers
import Testing

/// The files of fio's that are shipped with tests and scenarios.
enum FioFiles {
    /// All of them.
    static let all: [String] = {
        let own = Fixtures.directory.appendingPathComponent("fio")
        let names =
            ["128k_qd1", "128k_qd4", "128k_qd16", "32k_qd1"].map { "randread_\($0).json" } + ["two-groups.json"]
        let scenarios = Fixtures.directory.appendingPathComponent("../../../scenarios/data")
        return names.map { own.appendingPathComponent($0).path }
            + [scenarios.appendingPathComponent("fio-randread-128k-qd1.json").path]
    }()

    /// The runs of the files whose names end like this.
    static func runs(_ suffixes: String...) throws -> [FioRun] {
        try suffixes.flatMap { suffix in
            let path = try #require(all.first { $0.hasSuffix(suffix) })
            let json = try Data(contentsOf: URL(fileURLWithPath: path))
            return try FioRun.all(json: json, path: suffix, direction: "read")
        }
    }

    /// What fio writes of one job.
    static func job(_ read: String, more: String = "") -> String {
        #"{"jobname": "a", "groupid": 0, "read": {\#(read)}\#(more)}"#
    }

    /// A load with a latency of 2 ms and percentiles.
    static func load(requests: Int = 1000, iops: Int = 500, latency: Double = 2e6) -> String {
        """
        "iops": \(iops), "io_bytes": \(requests * 4096), "total_ios": \(requests),
        "lat_ns": {"min": 1000000, "max": 8000000, "mean": \(latency)},
        "clat_ns": {"min": 1000000, "max": 8000000, "mean": \(latency), "percentile": {"50.000000": 2000000}}
        """
    }
}
