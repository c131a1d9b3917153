import Pipelines
import Variates

/// Distributions that follow one another along a run.
extension NodeDecoder {
    private static let acceptedPhases =
        "phases such as `[{of: 30 ms, for: 5000}, {of: 10 ms}]`, by number, or with a time as in `for: 2 min`; "
        + "the last has no `for`"

    /// `phases: [{of: 30 ms, for: 5000}, {of: 10 ms}]`.
    mutating func phases(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let items = node.items, items.count >= 2, let last = items.last else {
            log.report("\(node.summary) does not give phases", at: node.location, accepted: Self.acceptedPhases)
            return nil
        }
        var (phases, bases): ([PhasedDistribution.Phase], [PhasedDistribution.Basis]) = ([], [])
        for item in items.dropLast() {
            guard let fields = fields(item, CompoundKeys.phase) else { continue }
            let length = length(fields[1])
            guard let of = distribution(fields[0], dimension, depth: depth + 1), let length else { continue }
            phases.append(PhasedDistribution.Phase(of, for: length.value))
            bases.append(length.basis)
        }
        guard let end = lastPhase(last, dimension, depth: depth), phases.count == items.count - 1 else { return nil }
        guard let basis = bases.first, bases.allSatisfy({ $0 == basis }) else {
            log.report(
                "some phases last for a number, others for a time", at: node.location, accepted: Self.acceptedPhases)
            return nil
        }
        return made(node, dimension) { () throws(DistributionError) in
            .phased(try PhasedDistribution(phases, then: end, by: basis))
        }
    }

    private mutating func lastPhase(_ node: DocumentNode, _ dimension: Dimension, depth: Int) -> Distribution? {
        guard let entries = entries(node, known: CompoundKeys.phase) else { return nil }
        guard let of = entries.first(where: { $0.key == CompoundKeys.phase[0] }), entries.count == 1 else {
            log.report(
                "the last phase lasts to the end of the run", at: node.location, accepted: Self.acceptedPhases)
            return nil
        }
        return distribution(of.value, dimension, depth: depth + 1)
    }

    /// A number, or a time with its unit.
    private mutating func length(_ node: DocumentNode) -> (value: Double, basis: PhasedDistribution.Basis)? {
        if case .number(_, .time) = node.content { return seconds(node) }
        let isPlain = node.text.map { (try? Quantity.count($0, in: 0...Int.max)) != nil } ?? true
        return isPlain ? count(node, in: 1...1_000_000_000_000).map { (Double($0), .draws) } : seconds(node)
    }

    /// A time that the clock counts.
    private mutating func seconds(_ node: DocumentNode) -> (value: Double, basis: PhasedDistribution.Basis)? {
        quantity(node, .time, in: 1e-9...Dimension.time.plausible.upperBound).map { ($0, .seconds) }
    }
}
