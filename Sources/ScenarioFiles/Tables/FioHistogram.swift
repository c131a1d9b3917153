import Foundation

/// Completion latencies as fio counts them, in its output format `json+`.
///
/// fio sorts latencies (whole nanoseconds) into buckets: below 128 ns one each, above that 64 to each power of two, so
/// that a bucket is at most 1.6 % wide. A bucket's key in the file is its middle.
/// - Source: fio 3.33, `stat.c`, `plat_val_to_idx` and `plat_idx_to_val`.
package struct FioHistogram: Sendable, Equatable {
    /// Boundaries of the bins in seconds, strictly ascending.
    package private(set) var edges: [Double] = []
    /// Requests in each bin; 0 where fio lists no bucket.
    package private(set) var counts: [Double] = []

    /// All jobs of a file together.
    ///
    /// - Parameter direction: `read`, `write` or `trim`.
    init(json: String, direction: String, path: String) throws(DataFileError) {
        let output = try FioOutput(Data(json.utf8), path: path)
        let jobs = output.jobs.map { $0[direction]?.completion?.bins ?? [:] }
        guard jobs.contains(where: { !$0.isEmpty }) else {
            throw DataFileError(
                message: "\(quoted(path)) has no bins of \(direction) latencies: run fio with `--output-format=json+`")
        }
        try self.init(bins: jobs, path: path)
    }

    /// The bins of several jobs together, by fio's keys.
    package init(bins jobs: [[String: Double]], path: String) throws(DataFileError) {
        var buckets: [UInt64: Double] = [:]
        for job in jobs {
            for (key, count) in job.sorted(by: { $0.key < $1.key }) {
                guard let middle = UInt64(key), middle < 1 << 62, count >= 0 else {
                    throw DataFileError(message: "\(quoted(path)): \(quoted(key)) is not a bin of latencies in ns")
                }
                buckets[middle, default: 0] += count
            }
        }
        for middle in buckets.keys.sorted() { try append(middle, count: buckets[middle] ?? 0, path: path) }
    }

    /// Bins with given boundaries.
    ///
    /// - Parameters:
    ///   - edges: seconds, strictly ascending.
    ///   - counts: one fewer.
    package init(edges: [Double], counts: [Double]) {
        self.edges = edges
        self.counts = counts
    }

    private mutating func append(_ middle: UInt64, count: Double, path: String) throws(DataFileError) {
        let width: UInt64 = middle < 128 ? 1 : 1 << UInt64(57 - middle.leadingZeroBitCount)
        let lower = Double(middle - (middle < 128 ? 0 : width / 2)) / 1e9
        let upper = lower + Double(width) / 1e9
        // Neighbours share an edge, which rounding may have computed in two ways.
        let tolerance = 1e-12
        if let last = edges.last, lower < last - tolerance {
            throw DataFileError(message: "\(quoted(path)): the bin of \(middle) ns overlaps the one before")
        } else if let last = edges.last, lower > last + tolerance {
            counts.append(0)
            edges.append(lower)
        } else if edges.isEmpty {
            edges.append(lower)
        }
        counts.append(count)
        edges.append(upper)
    }

    /// The histogram of the latencies less a time that each of them contains; what would be negative becomes zero.
    ///
    /// Zero is a bin of its own, a nanosecond wide: what would be negative must not spread over the gap behind it.
    ///
    /// - Returns: nil when nothing is left.
    package func subtracting(seconds: Double) -> FioHistogram? {
        guard seconds > 0, let last = edges.last else { return self }
        guard seconds < last else { return nil }
        guard seconds > edges[0] else { return FioHistogram(edges: edges.map { $0 - seconds }, counts: counts) }
        let nanosecond = 1e-9
        var rest = FioHistogram(edges: [0, nanosecond], counts: [0])
        for bin in counts.indices {
            let (lower, upper) = (edges[bin] - seconds, edges[bin + 1] - seconds)
            guard upper > nanosecond else {
                rest.counts[0] += counts[bin]
                continue
            }
            let negative = lower < nanosecond ? (nanosecond - lower) / (upper - lower) * counts[bin] : 0
            rest.counts[0] += negative
            rest.counts.append(counts[bin] - negative)
            rest.edges.append(upper)
        }
        return rest.edges.count > 2 ? rest : nil
    }
}
