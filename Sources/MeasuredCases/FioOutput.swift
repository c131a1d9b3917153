/// The part of fio's JSON output that matters here.
struct FioOutput: Decodable {
    /// What fio counts apart.
    static let directions = ["read", "write", "trim"]

    /// A job, or a group of jobs with `group_reporting`.
    struct Job: Decodable {
        var jobname: String?
        /// Jobs of one group run at the same time; `stonewall` begins the next.
        var groupid: Int?
        var read: Load?
        var write: Load?
        var trim: Load?

        subscript(direction: String) -> Load? {
            switch direction {
            case "read": read
            case "write": write
            default: trim
            }
        }

        /// Whether it made such requests.
        func has(_ direction: String) -> Bool { (self[direction]?.requests ?? 0) > 0 }
    }

    /// Requests of one direction.
    struct Load: Decodable {
        private enum CodingKeys: String, CodingKey {
            case iops
            case bytes = "io_bytes"
            case requests = "total_ios"
            case completion = "clat_ns"
            case total = "lat_ns"
        }

        var iops: Double?
        var bytes: Double?
        var requests: Double?
        private var completion: Latencies?
        private var total: Latencies?

        /// From the submission on; some engines wait there, so that completion latencies lack it.
        var latencies: Latencies? { [total, completion].compactMap { $0 }.first { $0.mean > 0 } }

        /// The latencies whose distribution is given: all of it with `lat_percentiles=1`, else that of the completion.
        var distribution: Latencies? {
            let known = [total, completion].compactMap { $0 }
            return known.first { $0.bins?.isEmpty == false } ?? known.first { $0.percentile?.isEmpty == false }
        }
    }

    /// Latencies in nanoseconds.
    struct Latencies: Decodable {
        var min: Double
        var max: Double
        var mean: Double
        /// Requests by the middle of their bucket.
        var bins: [String: Double]?
        /// Latencies by percentage.
        var percentile: [String: Double]?
    }

    var jobs: [Job]
}
