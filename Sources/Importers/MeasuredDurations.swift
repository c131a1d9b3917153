import ScenarioFiles

/// Durations as distributions.
extension WrittenValue {
    /// The most durations that are written as they are.
    private static let fewest = 50

    /// Quantiles that bound the bins: every 2 %, and the tail ever finer.
    private static let probabilities =
        (0..<50).map { Double($0) / 50 } + [0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 1]

    /// Measured durations: as they are when they are few, and else as a histogram of the same mean.
    ///
    /// - Parameter measured: in seconds, in any order; at least one.
    static func measured(seconds measured: [Double]) -> WrittenValue {
        let seconds = measured.sorted()
        let nanosecond = 1e-9
        if seconds[seconds.count - 1] - seconds[0] < nanosecond { return .time(seconds[0]) }
        guard seconds.count > fewest, seconds[0] < seconds[seconds.count - 1] else {
            return .durations(seconds, replay: "resampled")
        }
        let quantiles = edges(seconds)
        var edges = [quantiles[0]]
        var counts: [Double] = []
        var rest = seconds[...]
        for (lower, upper) in zip(quantiles, quantiles.dropFirst()) {
            let isLast = upper == quantiles[quantiles.count - 1]
            let inside = rest.prefix { isLast || $0 < upper }
            rest = rest.dropFirst(inside.count)
            let count = Double(inside.count)
            let share = (inside.reduce(0, +) / max(count, 1) - lower) / (upper - lower)
            if let division = division(share, lower, upper, isEmpty: inside.isEmpty) {
                edges.append(lower + division * (upper - lower))
                counts += [(1 - division) * count, division * count]
            } else {
                counts.append(count)
            }
            edges.append(upper)
        }
        return .histogram(ofSeconds: edges, counts: counts)
    }

    /// Where to divide a bin so that its mean is right, as a share of its width; nil when it need not be divided.
    ///
    /// With a share 1 − f of the values below f of the width and a share f above, their mean is f of the width above
    /// the lower boundary.
    private static func division(_ share: Double, _ lower: Double, _ upper: Double, isEmpty: Bool) -> Double? {
        let nanosecond = 1e-9
        guard !isEmpty, abs(share - 0.5) > 0.05, upper - lower > 4 * nanosecond else { return nil }
        let margin = nanosecond / (upper - lower)
        return min(max(share, margin), 1 - margin)
    }

    /// Boundaries at the quantiles; a value that many durations share gets a bin of a nanosecond.
    private static func edges(_ seconds: [Double]) -> [Double] {
        let nanosecond = 1e-9
        var edges = [seconds[0]]
        var value = seconds[0]
        for probability in probabilities.dropFirst() {
            let next = seconds[Int((probability * Double(seconds.count - 1)).rounded())]
            let edge = next == value ? next + nanosecond : next
            value = next
            if edge > edges[edges.count - 1] { edges.append(edge) }
        }
        return edges
    }
}
