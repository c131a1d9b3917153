import ScenarioFiles

/// A simulated disk that behaves as fio measured a real one.
///
/// Of every request a part is waited for alone (the latency), and a part flows through a bandwidth that all share. At
/// the least queue depth the two are told apart by the bandwidth of a lone transfer; at each greater depth the
/// bandwidth is chosen so that ``ClosedDisk`` gives the measured mean latency, and with it the measured requests per
/// second.
package struct FioDisk: Sendable {
    /// What the bandwidth of a lone transfer was taken from.
    enum Evidence: Sendable, Equatable {
        /// The user.
        case given
        /// How latencies grow with the size of a request.
        case sizes
        /// The least that lets the shortest request move its bytes in time.
        case shortest
        /// The least that carries what was measured at any depth.
        case throughput
        /// Nothing: all requests waited for others, and what they would take alone was not measured.
        case none
    }

    /// By queue depth, then by size.
    let runs: [FioRun]
    /// Where the bandwidth of a lone transfer is from.
    let evidence: Evidence
    /// Bytes per second at some numbers of transfers, by increasing number; empty when bytes take no time.
    let points: [(depth: Int, bytesPerSecond: Double)]
    /// Mean latency before a request's bytes flow, in seconds.
    let latencySeconds: Double

    /// Fits a disk to runs.
    ///
    /// - Parameters:
    ///   - runs: at least one.
    ///   - bytesPerSecond: the bandwidth of a lone transfer, when it is known from elsewhere.
    /// - Throws: when that bandwidth is too small for what was measured.
    package init(_ runs: [FioRun], bytesPerSecond: Double? = nil) throws(ImportError) {
        let sorted = runs.enumerated().sorted {
            ($0.element.depth, $0.element.bytes, $0.offset) < ($1.element.depth, $1.element.bytes, $1.offset)
        }
        self.runs = sorted.map(\.element)
        guard let base = self.runs.first else { throw ImportError("there is no run to make a disk of") }
        let lone = Self.loneTransfer(self.runs)
        evidence = bytesPerSecond == nil ? lone.evidence : .given
        guard let bandwidth = bytesPerSecond ?? lone.bytesPerSecond else {
            points = []
            latencySeconds = base.latencySeconds
            return
        }
        let latency = ClosedDisk.latencySeconds(
            bytesPerSecond: bandwidth, depth: base.depth, bytes: base.bytes, requestsPerSecond: base.diskRate)
        guard let latency else {
            throw ImportError(
                "a bandwidth of \(CommentText.bandwidth(bandwidth)) is too small: `\(base.name)` measured "
                    + CommentText.bandwidth(base.bytes * base.diskRate))
        }
        latencySeconds = latency
        points = Self.curve(self.runs, latencySeconds: latency, from: (base.depth, bandwidth))
    }

    // MARK: The fit

    /// The bandwidth of a transfer that shares it with none.
    private static func loneTransfer(_ runs: [FioRun]) -> (bytesPerSecond: Double?, evidence: Evidence) {
        let first = runs[0]
        let alone = runs.filter { $0.depth == first.depth }
        if first.depth == 1, let slope = slope(alone) { return (1 / slope, .sizes) }
        let carried = runs.map { $0.bytes * $0.diskRate }.max() ?? 0
        guard first.depth == 1 else {
            return runs.contains { $0.depth > first.depth } ? (carried, .throughput) : (nil, .none)
        }
        let shortest = first.latencyRange.lowerBound
        let bound = shortest > 0 ? first.bytes / shortest : 0
        return bound > carried ? (bound, .shortest) : (carried, .throughput)
    }

    /// Seconds per byte between requests of different sizes, by least squares; nil when they do not tell.
    private static func slope(_ runs: [FioRun]) -> Double? {
        let count = Double(runs.count)
        let meanBytes = runs.reduce(0) { $0 + $1.bytes } / count
        let meanSeconds = runs.reduce(0) { $0 + $1.latencySeconds } / count
        let spread = runs.reduce(0) { $0 + ($1.bytes - meanBytes) * ($1.bytes - meanBytes) }
        guard let largest = runs.last, largest.bytes > 1.2 * runs[0].bytes else { return nil }
        let common = runs.reduce(0) { $0 + ($1.bytes - meanBytes) * ($1.latencySeconds - meanSeconds) }
        let slope = common / spread
        return slope > 0 && slope * runs[0].bytes < runs[0].latencySeconds ? slope : nil
    }

    /// The bandwidth at each greater depth, for its largest requests.
    private static func curve(
        _ runs: [FioRun], latencySeconds: Double, from first: (depth: Int, bytesPerSecond: Double)
    ) -> [(depth: Int, bytesPerSecond: Double)] {
        let carried = runs.map { $0.bytes * $0.diskRate }.max() ?? 0
        // Beyond, the latency alone is too long: no bandwidth helps.
        let largest = 16 * max(first.bytesPerSecond, carried)
        var points = [first]
        for (index, run) in runs.enumerated() where run.depth > (points.last?.depth ?? 0) {
            // Runs of one depth are sorted by size.
            guard index + 1 == runs.count || runs[index + 1].depth > run.depth else { continue }
            let before = points
            let rate = ClosedDisk.bisect(1e-3 * run.bytes * run.diskRate, largest) { rate in
                let disk = ClosedDisk(
                    latencySeconds: latencySeconds, bytesPerSecond: table(before + [(run.depth, rate)]))
                return disk.requestsPerSecond(depth: run.depth, bytes: run.bytes) < run.diskRate
            }
            points.append((run.depth, rate))
        }
        return points
    }

    /// Values at 1, 2, 3, … with straight lines between the points, as scenarios read them.
    private static func table(_ points: [(depth: Int, bytesPerSecond: Double)]) -> [Double] {
        guard let first = points.first else { return [] }
        var values = Array(repeating: first.bytesPerSecond, count: first.depth)
        for (left, right) in zip(points, points.dropFirst()) {
            let step = (right.bytesPerSecond - left.bytesPerSecond) / Double(right.depth - left.depth)
            values += (1...(right.depth - left.depth)).map { left.bytesPerSecond + step * Double($0) }
        }
        return values
    }

    // MARK: What it says

    /// Requests in service at a time: nothing was measured with more.
    var queueDepth: Int { runs.last?.depth ?? 1 }

    /// Requests per second that the simulated disk completes under the load of a run.
    func requestsPerSecond(under run: FioRun) -> Double {
        ClosedDisk(latencySeconds: latencySeconds, bytesPerSecond: points.isEmpty ? nil : Self.table(points))
            .requestsPerSecond(depth: run.depth, bytes: run.bytes)
    }

    /// The latency's distribution: that of the smallest requests at the least depth, less a time, so that its mean is
    /// ``latencySeconds``; nil when nothing is left of it.
    var latency: (histogram: FioHistogram, takenOffSeconds: Double)? {
        guard latencySeconds >= 1e-9, let measured = runs.first?.histogram else { return nil }
        let longest = measured.edges.last ?? 0
        let shift = ClosedDisk.bisect(measured.mean - latencySeconds - longest, longest) {
            (measured.less($0)?.mean ?? 0) > latencySeconds
        }
        guard let rest = measured.less(shift) else { return nil }
        // Zero is a nanosecond wide: what is missing is a fraction of that.
        let factor = latencySeconds / rest.mean
        return (FioHistogram(edges: rest.edges.map { $0 * factor }, counts: rest.counts), shift)
    }
}

extension FioRun {
    /// Requests per second with which the disk answers at this depth, without the pauses that fio makes itself.
    var diskRate: Double { Double(depth) / latencySeconds }
}

extension FioHistogram {
    /// Mean of values that are uniform inside each bin.
    var mean: Double {
        let sum = counts.indices.reduce(0) { $0 + counts[$1] * (edges[$1] + edges[$1 + 1]) / 2 }
        return sum / counts.reduce(0, +)
    }

    /// Less a time, down to zero; more when the time is negative.
    fileprivate func less(_ seconds: Double) -> FioHistogram? {
        guard seconds < 0 else { return subtracting(seconds: seconds) }
        return FioHistogram(edges: edges.map { $0 - seconds }, counts: counts)
    }
}
