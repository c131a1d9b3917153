import Pipelines
import Variates

extension NodeDecoder {
    /// Distributions that are built from others or from measurements.
    private static let compoundNames = [
        "mixture", "stragglers", "shifted", "scaled", "histogram", "percentiles", "recorded", "phases",
    ]

    /// All names that may stand for a distribution.
    static let distributionNames = DistributionFamily.all.map(\.name) + compoundNames

    /// A plain quantity, or a mapping whose only key names a distribution.
    ///
    /// - Parameter depth: how many distributions this one is inside of.
    mutating func distribution(_ node: DocumentNode, _ dimension: Dimension, depth: Int = 0) -> Distribution? {
        if node.isScalar { return quantity(node, dimension).map { .constant($0) } }
        let example = "`{lognormal: {mean: …, cv: 0.3}}`"
        guard let entry = node.entries?.first, node.entries?.count == 1 else {
            let problem =
                node.entries == nil ? "\(node.summary) is not a distribution" : "a distribution has one key, its name"
            log.report(
                problem, at: node.location, accepted: "\(dimension.accepted), or a distribution such as \(example)")
            return nil
        }
        guard Self.distributionNames.contains(entry.key) else {
            log.reportUnknown("distribution", entry.key, at: entry.keyLocation, known: Self.distributionNames)
            return nil
        }
        guard depth < InputLimits.distributionDepth else {
            log.report("distributions are nested more than \(depth) deep", at: entry.keyLocation)
            return nil
        }
        if let family = DistributionFamily.all.first(where: { $0.name == entry.key }) {
            return member(of: family, entry.value, dimension)
        }
        return compound(entry, dimension, depth: depth)
    }

    private mutating func compound(
        _ entry: DocumentNode.Entry, _ dimension: Dimension, depth: Int
    ) -> Distribution? {
        switch entry.key {
        case "mixture": mixture(entry.value, dimension, depth: depth)
        case "stragglers": stragglers(entry.value, dimension, depth: depth)
        case "shifted": shifted(entry.value, dimension, depth: depth)
        case "scaled": scaled(entry.value, dimension, depth: depth)
        case "histogram": shared(entry, dimension) { $0.histogram(entry.value, dimension) }
        case "percentiles": percentiles(entry.value, dimension)
        case "phases": phases(entry.value, dimension, depth: depth)
        default: shared(entry, dimension) { $0.recorded(entry.value, dimension) }
        }
    }

    /// A distribution of a family: the keys choose among its forms.
    private mutating func member(
        of family: DistributionFamily, _ node: DocumentNode, _ dimension: Dimension
    ) -> Distribution? {
        guard let entries = familyEntries(family, node) else { return nil }
        let given = entries.map(\.key)
        let form = family.forms.first { form in
            let names = form.parameters.map(\.name)
            let required = form.parameters.filter { $0.defaultValue == nil }.map(\.name)
            return given.allSatisfy(names.contains) && required.allSatisfy(given.contains)
        }
        guard let form else {
            log.report(
                "\(quoted(family.name)) cannot be defined by \(given.map(quoted).joined(separator: ", "))",
                at: node.location, accepted: family.acceptedForms)
            return nil
        }
        var values: [Double] = []
        for parameter in form.parameters {
            let written = entries.first { $0.key == parameter.name }?.value
            let value = written.map { familyValue($0, parameter, dimension) } ?? parameter.defaultValue
            if let value { values.append(value) }
        }
        guard values.count == form.parameters.count else { return nil }
        return made(node, dimension, entries: entries) { () throws(DistributionError) in try form.make(values) }
    }

    /// The entries of a family's mapping; a bare value is enough for a family with one parameter.
    private mutating func familyEntries(
        _ family: DistributionFamily, _ node: DocumentNode
    ) -> [DocumentNode.Entry]? {
        if node.isScalar, let only = family.forms.first(where: { $0.parameters.count == 1 })?.parameters.first {
            return [DocumentNode.Entry(key: only.name, keyLocation: node.location, value: node)]
        }
        var known: [String] = []
        for name in family.forms.flatMap({ $0.parameters.map(\.name) }) where !known.contains(name) {
            known.append(name)
        }
        return entries(node, known: known, "parameter", of: family.name)
    }

    /// A family's parameter.
    ///
    /// A location may be negative; what else may not be is the distribution's to say.
    private mutating func familyValue(
        _ node: DocumentNode, _ parameter: DistributionFamily.Parameter, _ dimension: Dimension
    ) -> Double? {
        switch parameter.kind {
        case .quantity:
            let largest = dimension.plausible.upperBound
            return quantity(node, dimension, in: -largest...largest)
        case .number: return number(node)
        case .count: return count(node, in: 1...1_000_000).map(Double.init)
        }
    }

    /// What a body makes, or a report at the entry that the error names.
    mutating func made<Value>(
        _ node: DocumentNode, _ dimension: Dimension, entries: [DocumentNode.Entry] = [],
        _ make: () throws(DistributionError) -> Value
    ) -> Value? {
        do { return try make() } catch {
            let units = dimension.isPlain ? "" : " (quantities in \(dimension.baseUnit))"
            let culprit = entries.first { $0.key == error.parameter && error.path.isEmpty }
            log.report("\(error)\(units)", at: culprit?.value.location ?? node.location)
            return nil
        }
    }
}

extension DistributionFamily {
    /// The parameter lists, for messages.
    fileprivate var acceptedForms: String {
        forms.map { form in
            let names = form.parameters.map { $0.defaultValue == nil ? $0.name : "\($0.name) (optional)" }
            return "{\(names.joined(separator: ", "))}"
        }.joined(separator: " or ")
    }
}
