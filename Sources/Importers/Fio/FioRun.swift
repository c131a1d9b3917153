package import Foundation
import ScenarioFiles

/// A load that fio put on a disk, and what it measured.
package struct FioRun: Sendable, Equatable {
    /// The file, and the job when the file has several runs.
    package let name: String
    /// Mean bytes of a request.
    package let bytes: Double
    /// How many requests were made.
    package let requests: Double
    /// Requests per second.
    package let requestsPerSecond: Double
    /// Mean latency of a request, from its submission to its completion, in seconds.
    package let latencySeconds: Double
    /// Shortest and longest latency, in seconds.
    package let latencyRange: ClosedRange<Double>
    /// Whether requests of other kinds ran at the same time.
    package let isMixed: Bool
    /// How latencies are distributed, in fio's bins.
    let histogram: FioHistogram
    /// Whether `histogram` has fio's bins; otherwise it was made from percentiles.
    package let hasBins: Bool

    /// Mean number of requests in flight, by Little's law.
    ///
    /// `iodepth` in fio's output is a wish: a synchronous engine keeps one request in flight whatever it says.
    package var meanInFlight: Double { requestsPerSecond * latencySeconds }

    /// Requests in flight, as a whole number.
    package var depth: Int { max(1, Int(meanInFlight.rounded())) }
}

extension FioRun {
    /// Most requests in flight that are taken for a queue depth.
    static let deepest = 65536

    /// The runs of a file: jobs that ran at the same time are one.
    ///
    /// - Parameters:
    ///   - json: what fio writes with `--output-format=json` or `json+`, text before and after it included.
    ///   - path: what messages call the file.
    ///   - direction: `read`, `write` or `trim`.
    /// - Throws: when it is not fio's output, or has no such requests.
    package static func all(json: Data, path: String, direction: String) throws(ImportError) -> [FioRun] {
        let output: FioOutput
        do throws(DataFileError) { output = try FioOutput(json, path: path) } catch { throw ImportError(error.message) }
        var groups: [Int] = []
        for job in output.jobs where !groups.contains(job.groupid ?? 0) { groups.append(job.groupid ?? 0) }
        var runs: [FioRun] = []
        for group in groups {
            let jobs = output.jobs.filter { ($0.groupid ?? 0) == group }
            let name = groups.count > 1 ? "\(path), \(jobs[0].jobname ?? "group \(group)")" : path
            if let run = try FioRun(jobs, name: name, direction: direction) { runs.append(run) }
        }
        guard !runs.isEmpty else {
            let known = FioOutput.directions.filter { name in output.jobs.contains { $0.has(name) } }
            let others = known.isEmpty ? "" : ", only \(known.joined(separator: " and "))s: see --direction"
            throw ImportError("`\(path)` has no \(direction)s\(others)")
        }
        return runs
    }

    /// Jobs that ran at the same time, or nil when they have no requests of a direction.
    private init?(_ jobs: [FioOutput.Job], name: String, direction: String) throws(ImportError) {
        let loads = jobs.compactMap { $0.has(direction) ? $0[direction] : nil }
        guard !loads.isEmpty else { return nil }
        let requests = loads.reduce(0) { $0 + ($1.requests ?? 0) }
        let latencies = loads.compactMap(\.latencies)
        guard latencies.count == loads.count else {
            throw ImportError("`\(name)` has no latencies in nanoseconds: fio 3 or later writes them")
        }
        self.name = name
        self.requests = requests
        bytes = loads.reduce(0) { $0 + ($1.bytes ?? 0) } / requests
        requestsPerSecond = loads.reduce(0) { $0 + ($1.iops ?? 0) }
        latencySeconds = zip(loads, latencies).reduce(0) { $0 + ($1.0.requests ?? 0) * $1.1.mean } / requests / 1e9
        let shortest = (latencies.map(\.min).min() ?? 0) / 1e9
        let longest = (latencies.map(\.max).max() ?? 0) / 1e9
        isMixed = FioOutput.directions.contains { other in other != direction && jobs.contains { $0.has(other) } }
        guard bytes > 0, requestsPerSecond > 0, latencySeconds > 0, shortest <= longest, longest < 1e6,
            requestsPerSecond * latencySeconds < Double(Self.deepest)
        else { throw ImportError("`\(name)`: rates, sizes and latencies must be positive") }
        latencyRange = shortest...longest
        let bins = loads.compactMap { $0.distribution?.bins }
        hasBins = bins.count == loads.count && bins.contains { !$0.isEmpty }
        guard hasBins else {
            histogram = FioHistogram(
                percentiles: zip(loads, latencies).map { ($0.distribution ?? $1, $0.requests ?? 0) })
            return
        }
        do throws(DataFileError) { histogram = try FioHistogram(bins: bins, path: name) } catch {
            throw ImportError(error.message)
        }
    }
}
