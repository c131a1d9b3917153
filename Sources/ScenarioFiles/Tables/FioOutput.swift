package import Foundation

/// The part of fio's JSON output that matters here.
package struct FioOutput: Sendable {
    /// What fio counts apart.
    package static let directions = ["read", "write", "trim"]

    /// The jobs of this machine and of all clients, without fio's sum of the clients.
    package let jobs: [Job]

    /// Reads what fio 3 prints with `--output-format=json` or `json+`: text before and after the JSON is passed over.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when it is not that, is of an older fio, or no client answered.
    package init(_ data: Data, path: String) throws(DataFileError) {
        let written: Written
        do { written = try decodeJSON(Written.self, from: Self.object(in: data)) } catch {
            let reason = (error as? NotText).map { ": \($0)" } ?? ""
            throw DataFileError(
                message: "\(quoted(path)) is not fio's output\(reason): run fio with `--output-format=json+`")
        }
        if let version = written.version, version.hasPrefix("fio-1") || version.hasPrefix("fio-2") {
            throw DataFileError(
                message: "\(quoted(path)) is from \(version.prefix(20)), which counts in microseconds: fio 3 is needed")
        }
        if written.jobs == nil, written.clients?.isEmpty == true {
            throw DataFileError(message: "\(quoted(path)) has no measurements: no client answered fio")
        }
        let clients = (written.clients ?? []).filter { !$0.isSumOfClients }
        jobs = (written.jobs ?? []) + clients
        if jobs.contains(where: \.isMixed) {
            throw DataFileError(
                message: "\(quoted(path)) counts reads and writes together: run fio without `unified_rw_reporting`")
        }
    }

    /// What stands from the first line that begins with a brace to the last one that does.
    private static func object(in data: Data) -> Data {
        let (open, close, lineEnd) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\n"))
        func beginsLine(_ index: Data.Index) -> Bool { index == data.startIndex || data[index - 1] == lineEnd }
        let first = data.indices.first { data[$0] == open && beginsLine($0) } ?? data.firstIndex(of: open)
        let last = data.indices.last { data[$0] == close && beginsLine($0) }
        guard let first else { return Data() }
        return Data(last.map { $0 > first ? data[first...$0] : data[first...] } ?? data[first...])
    }

    /// The file's own shape.
    private struct Written: Decodable {
        private enum CodingKeys: String, CodingKey {
            case version = "fio version"
            case jobs
            case clients = "client_stats"
        }

        let version: String?
        let jobs: [Job]?
        let clients: [Job]?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            version = try? container.decodeIfPresent(String.self, forKey: .version)
            jobs = try container.decodeIfPresent([Job].self, forKey: .jobs)
            clients = try container.decodeIfPresent([Job].self, forKey: .clients)
            guard jobs != nil || clients != nil else {
                throw DecodingError.keyNotFound(
                    CodingKeys.jobs, .init(codingPath: container.codingPath, debugDescription: "no jobs"))
            }
        }
    }
}

extension FioOutput {
    /// A job, or a group of jobs with `group_reporting`.
    package struct Job: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey { case jobname, groupid, hostname, read, write, trim, mixed }

        /// The job's name.
        package let jobname: String?
        /// Jobs of one group run at the same time; `stonewall` begins the next.
        package let groupid: Int?
        private let hostname: String?
        private let read: Load?
        private let write: Load?
        private let trim: Load?
        private let mixed: Load?

        /// The requests of a direction.
        package subscript(direction: String) -> Load? {
            switch direction {
            case "read": read
            case "write": write
            default: trim
            }
        }

        /// Whether it made such requests.
        package func has(_ direction: String) -> Bool { (self[direction]?.requests ?? 0) > 0 }

        /// Whether this is what fio adds up of several clients: each of them is there too.
        fileprivate var isSumOfClients: Bool { jobname == "All clients" && hostname == nil }

        /// Whether fio counted all directions together.
        fileprivate var isMixed: Bool { (mixed?.requests ?? 0) > 0 }
    }

    /// Requests of one direction.
    package struct Load: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case iops
            case bytes = "io_bytes"
            case requests = "total_ios"
            case completion = "clat_ns"
            case total = "lat_ns"
        }

        /// Requests per second.
        package let iops: Double?
        /// Bytes of all requests.
        package let bytes: Double?
        /// How many requests there were.
        package let requests: Double?
        /// From the submission to the kernel on.
        package let completion: Latencies?
        /// From the submission on; some engines wait there, so that completion latencies lack it.
        package let total: Latencies?

        /// The latencies from the submission on, where fio wrote them.
        package var latencies: Latencies? { [total, completion].compactMap { $0 }.first { $0.mean > 0 } }

        /// The latencies whose distribution is given: all of it with `lat_percentiles=1`, else that of the completion.
        package var distribution: Latencies? {
            let known = [total, completion].compactMap { $0 }
            return known.first { $0.bins?.isEmpty == false } ?? known.first { $0.percentile?.isEmpty == false }
        }
    }

    /// Latencies in nanoseconds; all 0 where no request was counted.
    package struct Latencies: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey { case min, max, mean, bins, percentile }

        /// The shortest.
        package let min: Double
        /// The longest.
        package let max: Double
        /// Their mean.
        package let mean: Double
        /// Requests by the middle of their bucket.
        package let bins: [String: Double]?
        /// Latencies by percentage.
        package let percentile: [String: Double]?

        /// Reads what there is: of clients without requests fio writes nothing but their number.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            min = try container.decodeIfPresent(Double.self, forKey: .min) ?? 0
            max = try container.decodeIfPresent(Double.self, forKey: .max) ?? 0
            mean = try container.decodeIfPresent(Double.self, forKey: .mean) ?? 0
            bins = try container.decodeIfPresent([String: Double].self, forKey: .bins)
            percentile = try container.decodeIfPresent([String: Double].self, forKey: .percentile)
        }
    }
}
