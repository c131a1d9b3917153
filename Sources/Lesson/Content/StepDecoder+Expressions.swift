import PipelineRuns
import ScenarioFiles

extension StepDecoder {
    private static let kinds = ["value", "ratio", "highest", "first", "outOfMemory"]

    /// What computes an answer: one of the kinds, by its name.
    mutating func expression(_ node: DocumentNode) -> AnswerExpression? {
        guard mapping(node, Self.kinds) != nil else { return nil }
        guard node.entries?.count == 1, let entry = node.entries?.first else {
            log.report("one expression is needed", at: node.location, accepted: list(Self.kinds))
            return nil
        }
        switch entry.key {
        case "value": return figure(entry.value).map { .value($0) }
        case "ratio": return ratio(entry.value)
        case "first": return first(entry.value)
        case "outOfMemory": return texts(entry.value).map { .outOfMemory(among: $0) }
        default: return highest(entry.value)
        }
    }

    /// `stallFraction of loading 300 ms`.
    private mutating func figure(_ node: DocumentNode) -> RunFigure? {
        guard let text = text(node) else { return nil }
        guard let of = text.firstRange(of: " of ") else {
            log.report(
                "\(quoted(text)) is not a figure of a variant", at: node.location,
                accepted: "`metric of variant`, such as `stallFraction of taking turns`")
            return nil
        }
        guard let metric = metric(String(text[..<of.lowerBound]), at: node) else { return nil }
        return RunFigure(metric: metric, variant: String(text[of.upperBound...]))
    }

    private mutating func ratio(_ node: DocumentNode) -> AnswerExpression? {
        guard let items = node.items, items.count == 2 else {
            log.report(
                "a ratio is of two figures", at: node.location, accepted: "`[metric of variant, metric of variant]`")
            return nil
        }
        let (first, second) = (figure(items[0]), figure(items[1]))
        guard let first, let second else { return nil }
        return .ratio(first, second)
    }

    private mutating func highest(_ node: DocumentNode) -> AnswerExpression? {
        guard let keys = mapping(node, ["metric", "among"]) else { return nil }
        let metric = required(keys, "metric").flatMap { self.metric($0) }
        let among = required(keys, "among").flatMap { texts($0) }
        guard let metric, let among else { return nil }
        return .highest(metric, among: among)
    }

    private mutating func first(_ node: DocumentNode) -> AnswerExpression? {
        guard let keys = mapping(node, ["metric", "atLeast", "among"]) else { return nil }
        let metric = required(keys, "metric").flatMap { self.metric($0) }
        let level = required(keys, "atLeast").flatMap { range($0) }
        let among = required(keys, "among").flatMap { texts($0) }
        guard let metric, let level, let among else { return nil }
        return .first(metric, atLeast: level.lowerBound, among: among)
    }

    /// A figure that is reported for every run, by its name.
    mutating func metric(_ node: DocumentNode) -> Metric? {
        text(node).flatMap { metric($0, at: node) }
    }

    private mutating func metric(_ name: String, at node: DocumentNode) -> Metric? {
        if let metric = Metric.named(name) { return metric }
        let known = Metric.all.map(\.name)
        log.report(
            "there is no figure \(quoted(name))", at: node.location, accepted: list(known),
            suggestion: nearestName(to: name, among: known))
        return nil
    }

    /// `0.4..0.6`, `40 %..60 %`, or one number.
    mutating func range(_ node: DocumentNode) -> ClosedRange<Double>? {
        guard let text = text(node) else { return nil }
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { Self.number(String($0)) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low <= high else {
            log.report(
                "\(quoted(text)) is not a range", at: node.location, accepted: "`0.4..0.6`, `40 %..60 %`, or a number")
            return nil
        }
        return low...high
    }

    private static func number(_ text: String) -> Double? {
        let isShare = text.hasSuffix("%")
        let digits = (isShare ? text.dropLast() : text[...]).filter { $0 != " " }
        guard let value = Double(digits), value.isFinite else { return nil }
        return isShare ? value / 100 : value
    }
}
