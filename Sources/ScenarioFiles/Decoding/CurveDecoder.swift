import Pipelines

extension NodeDecoder {
    /// A constant, or `[[x, y], …]`.
    mutating func curve(_ node: DocumentNode, x: Dimension, y: Dimension) -> PiecewiseLinear? {
        if node.isScalar { return quantity(node, y).map(PiecewiseLinear.init(constant:)) }
        let accepted = "\(y.accepted), or points such as `[[0 s, 0 s], [1 ms, 50 us]]`"
        guard let items = node.items, !items.isEmpty else {
            log.report("\(node.summary) is not a curve", at: node.location, accepted: accepted)
            return nil
        }
        var points: [PiecewiseLinear.Point] = []
        for item in items {
            guard let pair = item.items, pair.count == 2 else {
                log.report("a point has two values", at: item.location, accepted: accepted)
                return nil
            }
            guard let x = quantity(pair[0], x), let y = quantity(pair[1], y) else { return nil }
            if let last = points.last, last.x >= x {
                log.report(
                    "this point's first value is not above the one before", at: item.location,
                    accepted: "points in order of increasing first value")
                return nil
            }
            points.append(PiecewiseLinear.Point(x: x, y: y))
        }
        return PiecewiseLinear(points: points)
    }

    /// Values at 1, 2, 3, …: a list of them, or a mapping of some with straight lines between.
    mutating func table(_ node: DocumentNode, _ y: Dimension) -> [Double]? {
        if let items = node.items, !items.isEmpty {
            let values = items.map { quantity($0, y) }
            return values.contains(nil) ? nil : values.compactMap { $0 }
        }
        guard let entries = node.entries, !entries.isEmpty else {
            log.report(
                "\(node.summary) is not a table", at: node.location,
                accepted: "a list of values at 1, 2, 3, …, or a mapping such as `{1: 400 MB/s, 8: 2 GB/s}`")
            return nil
        }
        var points: [PiecewiseLinear.Point] = []
        for entry in entries {
            let key = DocumentNode(content: .scalar(entry.key), location: entry.keyLocation)
            guard let x = count(key, in: 1...65536), let y = quantity(entry.value, y) else { return nil }
            points.append(PiecewiseLinear.Point(x: Double(x), y: y))
        }
        guard let curve = PiecewiseLinear(points: points), let last = points.last else {
            log.report("the keys of a table must increase", at: node.location)
            return nil
        }
        return (1...Int(last.x)).map { curve(Double($0)) }
    }
}
