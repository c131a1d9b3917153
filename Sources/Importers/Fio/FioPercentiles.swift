import ScenarioFiles

/// Latencies of which fio wrote percentiles alone.
extension FioHistogram {
    /// Bins between percentiles, of several jobs together.
    init(percentiles jobs: [(latencies: FioOutput.Latencies, requests: Double)]) {
        let histograms = jobs.map { (FioHistogram($0.latencies), $0.requests) }
        if histograms.count == 1 { self = histograms[0].0 } else { self.init(mixing: histograms) }
    }

    /// Bins whose boundaries are the percentiles, and whose mean is the measured one.
    ///
    /// Between the percentiles of a long tail, most values are near the lower one. Each bin is therefore divided at a
    /// share f of its width, with a share 1 − f of its values below and f above: their mean is f of the width above the
    /// bin's lower boundary, so that f follows from the mean of all. A half is a uniform bin.
    private init(_ latencies: FioOutput.Latencies) {
        let range = latencies.min / 1e9...Swift.max(latencies.max, latencies.min + 1) / 1e9
        let coarse = FioHistogram(latencies.percentile ?? [:], in: range)
        let total = coarse.counts.reduce(0, +)
        let lowest = coarse.counts.indices.reduce(0) { $0 + coarse.counts[$1] * coarse.edges[$1] }
        let widths = coarse.counts.indices.reduce(0) {
            $0 + coarse.counts[$1] * (coarse.edges[$1 + 1] - coarse.edges[$1])
        }
        let share = Swift.min(Swift.max((latencies.mean / 1e9 * total - lowest) / widths, 0.01), 0.99)
        var edges = [range.lowerBound]
        var counts: [Double] = []
        for (bin, count) in coarse.counts.enumerated() {
            let (lower, upper) = (coarse.edges[bin], coarse.edges[bin + 1])
            edges += [lower + share * (upper - lower), upper]
            counts += [(1 - share) * count, share * count]
        }
        self.init(edges: edges, counts: counts)
    }

    /// One bin between each two percentiles that differ.
    private init(_ percentiles: [String: Double], in range: ClosedRange<Double>) {
        let points = percentiles.compactMap { key, value in
            Double(key).map { (probability: $0 / 100, seconds: value / 1e9) }
        }
        var edges = [range.lowerBound]
        var counts: [Double] = []
        var reached = 0.0
        for point in points.sorted(by: { $0 < $1 }) where point.seconds < range.upperBound {
            guard point.seconds > edges[edges.count - 1], point.probability < 1 else { continue }
            edges.append(point.seconds)
            counts.append(point.probability - reached)
            reached = point.probability
        }
        self.init(edges: edges + [range.upperBound], counts: counts + [1 - reached])
    }

    /// All values of several histograms, each with its weight, in bins between all their boundaries.
    private init(mixing histograms: [(FioHistogram, weight: Double)]) {
        let sorted = histograms.flatMap(\.0.edges).sorted()
        var edges = Array(sorted.prefix(1))
        for edge in sorted where edge > edges[edges.count - 1] { edges.append(edge) }
        var counts = Array(repeating: 0.0, count: edges.count - 1)
        for (histogram, weight) in histograms {
            var bin = 0
            for index in counts.indices {
                let middle = edges[index] + (edges[index + 1] - edges[index]) / 2
                while bin < histogram.counts.count, histogram.edges[bin + 1] < middle { bin += 1 }
                guard bin < histogram.counts.count, histogram.edges[bin] < middle else { continue }
                let share = (edges[index + 1] - edges[index]) / (histogram.edges[bin + 1] - histogram.edges[bin])
                counts[index] += weight * share * histogram.counts[bin]
            }
        }
        self.init(edges: edges, counts: counts)
    }
}
