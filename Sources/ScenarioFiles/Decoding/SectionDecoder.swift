import Pipelines

/// The parameters of a section as far as they could be decoded, and where each was written.
struct DecodedParameters {
    var values: [String: ParameterValue] = [:]
    var locations: [String: Location] = [:]
    /// Whether all that is required was given, and nothing was wrong.
    var isComplete = true
}

extension NodeDecoder {
    /// A section, decoded by its own list of parameters.
    ///
    /// - Parameter location: the section's key, for errors about what is missing.
    mutating func section<S: Section>(_ type: S.Type, from node: DocumentNode, at location: Location) -> S? {
        let decoded = parameters(of: type, from: node, at: location)
        guard decoded.isComplete else { return nil }
        do { return try S(ParameterValues(decoded.values, defaultsFrom: S.parameters)) } catch {
            let place = error.parameter.flatMap { decoded.locations[$0] } ?? location
            log.report(error.reason, at: place)
            return nil
        }
    }

    /// The parameters of a section, as far as they are given.
    mutating func parameters(
        of type: any Section.Type, from node: DocumentNode, at location: Location
    ) -> DecodedParameters {
        var decoded = DecodedParameters()
        for entry in parameterEntries(of: type, from: node, at: location, &decoded) {
            guard let parameter = type.parameters.first(where: { $0.name == entry.key }) else {
                decoded.isComplete = false
                reportUnknownParameter(entry, of: type)
                continue
            }
            decoded.locations[parameter.name] = entry.keyLocation
            decoded.values[parameter.name] = value(entry.value, as: parameter.kind)
            if decoded.values[parameter.name] == nil { decoded.isComplete = false }
        }
        for parameter in type.parameters where parameter.defaultValue == nil && !parameter.isOptional {
            guard decoded.locations[parameter.name] == nil, decoded.isComplete else { continue }
            decoded.isComplete = false
            log.report(
                "\(quoted(type.name)) needs \(quoted(parameter.name)): \(parameter.summary)", at: location,
                accepted: parameter.kind.accepted)
        }
        return decoded
    }

    /// The entries of a section's mapping; a bare value stands for the primary parameter.
    private mutating func parameterEntries(
        of type: any Section.Type, from node: DocumentNode, at location: Location, _ decoded: inout DecodedParameters
    ) -> [DocumentNode.Entry] {
        if let entries = node.entries { return entries }
        if node.isEmpty { return [] }
        if let primary = type.primaryParameter {
            return [DocumentNode.Entry(key: primary, keyLocation: node.location, value: node)]
        }
        decoded.isComplete = false
        log.report(
            "\(quoted(type.name)) has several parameters: name the one that \(node.summary) is for",
            at: node.location, accepted: type.parameterList)
        return []
    }

    private mutating func reportUnknownParameter(_ entry: DocumentNode.Entry, of type: any Section.Type) {
        let known = type.parameters.map(\.name)
        if let primary = type.parameters.first(where: { $0.name == type.primaryParameter }),
            case .distribution = primary.kind, Self.distributionNames.contains(entry.key)
        {
            log.report(
                "a distribution belongs to a parameter", at: entry.keyLocation, accepted: type.parameterList,
                suggestion: "\(primary.name): {\(entry.key): …}")
        } else {
            log.reportUnknown(
                "parameter", of: type.name, entry.key, at: entry.keyLocation, known: known,
                hint: WordElsewhere(entry.key, of: operators).sentence(in: type))
        }
    }
}

extension Section {
    /// The names of the parameters, for messages.
    static var parameterList: String {
        "a mapping with \(parameters.map { quoted($0.name) }.joined(separator: ", "))"
    }
}

extension Parameter.Kind {
    /// What is accepted, for messages.
    var accepted: String {
        switch self {
        case .count(let range): Quantity.accepted(range)
        case .countOrWord(let range, let words):
            ([Quantity.accepted(range)] + words.map(quoted)).joined(separator: ", or ")
        case .quantity(let dimension, _): dimension.accepted
        case .quantityOrWord(let dimension, _, let word): "\(dimension.accepted), or \(quoted(word))"
        case .distribution(let dimension): "\(dimension.accepted), or a distribution"
        case .curve(_, let y): "\(y.accepted), or points `[[x, y], …]`"
        case .table(let y): "a list of values, each \(y.accepted)"
        case .choice(let words): words.map(quoted).joined(separator: ", ")
        case .countOrDistribution(let range): "\(Quantity.accepted(range)), or a distribution of numbers"
        case .name: StageNames.accepted
        }
    }
}
