import Lesson
import PipelineRuns

/// A bar for the figure of each variant.
struct LessonBars {
    let metric: Metric
    /// Variants with their figures, in order; nil for one that ran out of memory.
    let values: [(variant: String, value: Double?)]

    private static let mostNameColumns = 28
    private static let longestBar = 60

    /// - Throws: when a variant was not run.
    init(_ metric: Metric, _ variants: [String], _ results: LessonResults) throws(LessonError) {
        self.metric = metric
        var values: [(variant: String, value: Double?)] = []
        for variant in variants {
            let summary = try results.summary(variant)
            values.append((variant, summary.outOfMemory == nil ? try results.value(metric, of: variant) : nil))
        }
        self.values = values
    }

    /// What the bars show.
    var title: String { MetricWords(metric).text }

    /// The bars, all on one scale from zero.
    func lines(_ style: LessonStyle) -> [String] {
        if style.isAccessible { return values.map { "\($0.variant): \(text($0.value))." } }
        let names = values.map(\.variant.count).max() ?? 0
        let figures = values.map { text($0.value).count }.max() ?? 0
        let room = style.columns - min(names, Self.mostNameColumns) - figures - 4
        let length = max(4, min(Self.longestBar, room))
        let most = values.compactMap(\.value).max() ?? 0
        return values.map { variant, value in
            let share = most > 0 ? (value ?? 0) / most : 0
            let cells = share > 0 ? max(1, Int((share * Double(length)).rounded())) : 0
            let bar = String(repeating: style.isASCII ? "#" : "█", count: cells)
            let name = variant.count > Self.mostNameColumns ? String(variant.prefix(Self.mostNameColumns)) : variant
            let width = min(names, Self.mostNameColumns)
            return name + String(repeating: " ", count: width - name.count + 2) + bar
                + String(repeating: " ", count: length - cells + 2) + text(value)
        }
    }

    /// A figure in words.
    func text(_ value: Double?) -> String {
        value.map { QuantityFormat.text($0, metric.unit) } ?? "out of memory"
    }
}
