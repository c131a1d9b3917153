import Pipelines
import Variates

/// Distributions that are built from others.
extension NodeDecoder {
    /// `mixture: [{weight: 0.99, of: …}, …]`.
    mutating func mixture(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let items = node.items, !items.isEmpty else {
            log.report(
                "\(node.summary) is not a mixture", at: node.location,
                accepted: "a list such as `[{weight: 0.9, of: …}, {weight: 0.1, of: …}]`")
            return nil
        }
        var components: [Distribution.Component] = []
        for item in items {
            guard let fields = fields(item, CompoundKeys.mixture) else { continue }
            let weight = number(fields[0])
            guard let of = distribution(fields[1], dimension, depth: depth + 1), let weight else { continue }
            components.append(Distribution.Component(weight: weight, distribution: of))
        }
        guard components.count == items.count else { return nil }
        return valid(.mixture(components), node, dimension)
    }

    /// `stragglers: {of: …, share: 1 %, factor: 20}`.
    mutating func stragglers(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let fields = fields(node, CompoundKeys.stragglers) else { return nil }
        let of = distribution(fields[0], dimension, depth: depth + 1)
        let share = quantity(fields[1], .fraction, in: 0...1)
        guard let factor = number(fields[2]), let of, let share else { return nil }
        return made(node, dimension, entries: node.entries ?? []) { () throws(DistributionError) in
            try Distribution.stragglers(of: of, probability: share, factor: factor)
        }
    }

    /// `shifted: {of: …, by: 1 ms}`.
    mutating func shifted(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let fields = fields(node, CompoundKeys.moved) else { return nil }
        let of = distribution(fields[0], dimension, depth: depth + 1)
        let largest = dimension.plausible.upperBound
        guard let offset = quantity(fields[1], dimension, in: -largest...largest), let of else { return nil }
        return valid(.shifted(of, by: offset), node, dimension)
    }

    /// `scaled: {of: …, by: 1.5}`.
    mutating func scaled(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let fields = fields(node, CompoundKeys.moved) else { return nil }
        let of = distribution(fields[0], dimension, depth: depth + 1)
        guard let factor = number(fields[1]), let of else { return nil }
        return valid(.scaled(of, by: factor), node, dimension)
    }

    /// The values of keys that must all be given, in the order of `names`.
    mutating func fields(_ node: DocumentNode, _ names: [String]) -> [DocumentNode]? {
        guard let entries = entries(node, known: names) else { return nil }
        let values = names.map { name in entries.first { $0.key == name }?.value }
        for (name, value) in zip(names, values) where value == nil {
            log.report(
                "\(quoted(name)) is missing", at: node.location,
                accepted: "a mapping with \(names.map(quoted).joined(separator: ", "))")
        }
        return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
    }

    private mutating func valid(
        _ distribution: Distribution, _ node: DocumentNode, _ dimension: Dimension
    ) -> Distribution? {
        made(node, dimension, entries: node.entries ?? []) { () throws(DistributionError) in
            try distribution.validate()
            return distribution
        }
    }
}
