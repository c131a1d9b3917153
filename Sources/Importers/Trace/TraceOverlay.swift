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
    package init(_ trace: Trace, file: String, assignments: [Assignment]) throws(ImportError) {
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
                throw ImportError(Self.unknown(assignment.label, among: trace.groups.map(\.label), file: file))
            }
            guard !entries.contains(where: { $0.key == assignment.path }) else {
                throw ImportError("`\(assignment.path)` is given two distributions")
            }
            entries.append((assignment.path, group))
        }
        self.entries = entries
    }

    private static func unknown(_ label: String, among known: [String], file: String) -> String {
        let nearest = didYouMean(label, among: known)
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
            let distribution = WrittenValue.measured(seconds: group.seconds)
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
            let quantiles = [group.seconds[0]] + [0.5, 0.99].compactMap(group.seconds.nearestRank) + [group.longest]
            let perStep = steps > 0 ? [group.totalSeconds / Double(steps)] : []
            return ["\(group.seconds.count)", CommentText.short(group.mean), CommentText.rounded(group.cv)]
                + (quantiles + perStep).map(CommentText.short) + [group.label]
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
}
