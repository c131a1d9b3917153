import Pipelines
import Variates

/// Distributions that are measurements.
extension NodeDecoder {
    /// `histogram: {edges: […], counts: […]}`, or `histogram: {fio: file.json, …}`.
    mutating func histogram(_ node: DocumentNode, _ dimension: Dimension) -> Distribution? {
        if node["fio"] != nil { return fioHistogram(node, dimension) }
        guard let fields = fields(node, CompoundKeys.histogram) else { return nil }
        let edges = list(fields[0]) { decoder, item in decoder.quantity(item, dimension) }
        guard let counts = list(fields[1], { decoder, item in decoder.number(item) }), let edges else { return nil }
        return made(node, dimension) { () throws(DistributionError) in
            .histogram(try EmpiricalHistogram(edges: edges, counts: counts))
        }
    }

    /// `percentiles: {0 %: 1 ms, 50 %: 2 ms, 100 %: 9 ms}`.
    mutating func percentiles(_ node: DocumentNode, _ dimension: Dimension) -> Distribution? {
        guard let entries = node.entries else {
            log.report(
                "\(node.summary) does not give percentiles", at: node.location,
                accepted: "a mapping such as `{0 %: 1 ms, 50 %: 2 ms, 100 %: 9 ms}`")
            return nil
        }
        var points: [(probability: Double, value: Double)] = []
        for entry in entries {
            let key = DocumentNode(content: .scalar(entry.key), location: entry.keyLocation)
            let probability = quantity(key, .fraction, in: 0...1)
            guard let value = quantity(entry.value, dimension), let probability else { continue }
            points.append((probability, value))
        }
        guard points.count == entries.count else { return nil }
        return made(node, dimension) { () throws(DistributionError) in
            .histogram(try EmpiricalHistogram(percentiles: points))
        }
    }

    /// `recorded: {values: […]}`, or `recorded: {file: times.csv, column: …, unit: ms}`.
    mutating func recorded(_ node: DocumentNode, _ dimension: Dimension) -> Distribution? {
        guard entries(node, known: CompoundKeys.recorded) != nil else { return nil }
        let words = CompoundKeys.replays
        let replay = node["replay"].map { word($0, among: words) } ?? words[0]
        let values = node["file"] == nil ? recordedList(node, dimension) : recordedFile(node, dimension)
        guard let values, let replay else { return nil }
        let kinds: [String: RecordedTable.Replay] = [words[1]: .bySample, words[2]: .resampled]
        return made(node, dimension) { () throws(DistributionError) in
            .recorded(try RecordedTable(values: values, replay: kinds[replay] ?? .inOrder))
        }
    }

    private mutating func recordedList(_ node: DocumentNode, _ dimension: Dimension) -> [Double]? {
        for key in ["column", "unit"] where node[key] != nil {
            log.report("\(quoted(key)) is only for `file`", at: node[key]?.location ?? node.location)
            return nil
        }
        guard let values = node["values"] else {
            log.report(
                "there are no recorded values", at: node.location, accepted: "`values: […]` or `file: times.csv`")
            return nil
        }
        return list(values) { decoder, item in decoder.quantity(item, dimension) }
    }

    /// All items of a list, or nil after reports on those that are wrong.
    private mutating func list<Value>(
        _ node: DocumentNode, _ item: (inout NodeDecoder, DocumentNode) -> Value?
    ) -> [Value]? {
        guard let items = node.items else {
            log.report("\(node.summary) is not a list", at: node.location, accepted: "a list: `[…, …]`")
            return nil
        }
        let values = items.compactMap { item(&self, $0) }
        return values.count == items.count ? values : nil
    }
}
