import Foundation
import ScenarioFiles

/// A trace's durations as distributions for scenarios.
package struct TraceOverlay: Sendable {
    /// A group of durations and the parameter that shall have them.
    package struct Assignment: Sendable {
        /// The group's label.
        package let label: String
        /// A path such as `decode.cost`.
        package let path: String

        /// Reads `label=path`; a label may contain `=`.
        ///
        /// - Returns: nil when there is no label or no path.
        package init?(argument: String) {
            guard let equals = argument.lastIndex(of: "="), equals > argument.startIndex else { return nil }
            label = String(argument[..<equals])
            path = argument[argument.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            guard path.contains("."), !path.hasPrefix("."), !path.hasSuffix(".") else { return nil }
        }
    }

    private let trace: Trace
    private let file: String
    private let entries: [(key: String, group: Trace.Group)]
    private let isOverlay: Bool

    /// The distributions of some groups, each at its path; of all groups, by their labels, when there are no
    /// assignments.
    ///
    /// - Throws: when a label is not in the trace.
    package init(_ trace: Trace, file: String, assignments: [Assignment]) throws(TraceError) {
        self.trace = trace
        self.file = file
        isOverlay = !assignments.isEmpty
        guard isOverlay else {
            entries = trace.groups.map { ($0.label, $0) }
            return
        }
        var entries: [(key: String, group: Trace.Group)] = []
        for assignment in assignments {
            guard let group = trace.groups.first(where: { $0.label == assignment.label }) else {
                throw TraceError(Self.unknown(assignment.label, among: trace.groups.map(\.label), file: file))
            }
            guard !entries.contains(where: { $0.key == assignment.path }) else {
                throw TraceError("`\(assignment.path)` is given two distributions")
            }
            entries.append((assignment.path, group))
        }
        self.entries = entries
    }

    private static func unknown(_ label: String, among known: [String], file: String) -> String {
        let nearest = nearestName(to: label, among: known).map { "; did you mean `\($0)`?" } ?? ""
        let listed = known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        let more = known.count > 8 ? ", …" : ""
        return "`\(file)` has no durations of `\(label)`, only of \(listed)\(more)\(nearest)"
    }

    /// YAML: paths, or labels, with distributions.
    package var text: String { document.text }

    private var document: OverlayDocument {
        var document = OverlayDocument(units: .measured)
        for line in head + [""] + table { document.comment(line) }
        for (key, group) in entries {
            if isOverlay { document.comment(group.label) }
            let distribution = Self.distribution(group.seconds)
            if isOverlay { document.set(key, distribution) } else { document.set(label: key, distribution) }
        }
        return document
    }

    private var head: [String] {
        let durations = trace.groups.reduce(0) { $0 + $1.seconds.count }
        var lines = CommentText.lines(
            "Made by `overlap import trace` from \(file): \(durations) durations in \(trace.groups.count) groups.")
        if !trace.leftOut.sentences.isEmpty {
            lines += CommentText.lines("Skipped: \(trace.leftOut.sentences.joined(separator: "; ")).")
        }
        if !isOverlay {
            lines += CommentText.lines(
                "These are distributions by name; with --map name=stage.parameter they become an overlay.")
        }
        return lines
    }

    /// Count, mean, cv, extremes, median and 99th percentile of each group; its time in each step when steps are
    /// marked.
    private var table: [String] {
        let steps = trace.profilerSteps
        let rows = trace.groups.map { group in
            let quantiles = [group.seconds[0], group.quantile(0.5), group.quantile(0.99), group.longest]
            let perStep = steps > 0 ? [group.totalSeconds / Double(steps)] : []
            return ["\(group.seconds.count)", Self.short(group.mean), CommentText.rounded(group.cv)]
                + (quantiles + perStep).map(Self.short) + [group.label]
        }
        let header =
            ["count", "mean", "cv", "min", "p50", "p99", "max"] + (steps > 0 ? ["each step"] : []) + ["group"]
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([header] + rows).map { row in
            let cells = row.dropLast().enumerated().map { column, cell in
                String(repeating: " ", count: widths[column] - cell.count) + cell
            }
            return "  " + (cells + [row[row.count - 1]]).joined(separator: "  ")
        }
    }

    /// A time in four digits.
    private static func short(_ seconds: Double) -> String {
        let units = [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1)]
        let unit = units.last { seconds >= $0.1 } ?? units[0]
        return "\(CommentText.rounded(seconds / unit.1)) \(unit.0)"
    }

    // MARK: Distributions

    /// The most durations that are written as they are.
    private static let fewest = 50

    /// Quantiles that bound the bins: every 2 %, and the tail ever finer.
    private static let probabilities =
        (0..<50).map { Double($0) / 50 } + [0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 1]

    static func distribution(_ seconds: [Double]) -> WrittenValue {
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

extension Trace.Group {
    /// Mean duration in seconds.
    var mean: Double { totalSeconds / Double(seconds.count) }

    /// The longest duration in seconds.
    var longest: Double { seconds[seconds.count - 1] }

    /// Standard deviation ÷ mean; 0 for a single duration.
    var cv: Double {
        guard mean > 0, seconds[0] < longest else { return 0 }
        let squares = seconds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(seconds.count - 1)).squareRoot() / mean
    }

    /// The smallest duration that a share of all does not exceed, in seconds.
    func quantile(_ probability: Double) -> Double {
        seconds[max(0, Int((probability * Double(seconds.count)).rounded(.up)) - 1)]
    }
}
