import Pipelines

/// Turns nodes into values; notes every mistake and goes on.
///
/// A function that returns nil has reported why. The extensions follow the format: parameters, curves, distributions,
/// sections, the pipeline, the scenario.
struct NodeDecoder {
    /// The mistakes so far.
    var log = DiagnosticLog()
    /// The files of measured values that the scenario refers to.
    var dataFiles: DataFiles
    /// The operators that a pipeline may name.
    let operators: OperatorRegistry

    init(dataFiles: DataFiles, operators: OperatorRegistry) {
        self.dataFiles = dataFiles
        self.operators = operators
    }

    /// A parameter's value.
    mutating func value(_ node: DocumentNode, as kind: Parameter.Kind) -> ParameterValue? {
        switch kind {
        case .count(let range):
            return count(node, in: range).map { .count($0) }
        case .countOrWord(let range, let words):
            if let word = node.text, words.contains(word) { return .word(word) }
            return count(node, in: range, orWords: words).map { .count($0) }
        case .quantity(let dimension, let range):
            return quantity(node, dimension, in: range).map { .quantity($0) }
        case .quantityOrWord(let dimension, let range, let word):
            if node.text == word { return .word(word) }
            return quantity(node, dimension, in: range, orWords: [word]).map { .quantity($0) }
        case .distribution(let dimension):
            return distribution(node, dimension).map { .distribution($0) }
        case .curve(let x, let y):
            return curve(node, x: x, y: y).map { .curve($0) }
        case .table(let y):
            return table(node, y).map { .table($0) }
        case .choice(let words):
            return word(node, among: words).map { .word($0) }
        case .countOrDistribution(let range):
            if node.isScalar { return count(node, in: range).map { .count($0) } }
            return distribution(node, .number).map { .distribution($0) }
        case .name:
            return name(node).map { .word($0) }
        }
    }

    /// A name that the file makes up.
    private mutating func name(_ node: DocumentNode) -> String? {
        guard let text = text(node, accepted: StageNames.accepted) else { return nil }
        if StageNames.allows(text) { return text }
        log.report("\(quoted(text)) cannot be a name", at: node.location, accepted: StageNames.accepted)
        return nil
    }

    /// A whole number.
    mutating func count(_ node: DocumentNode, in range: ClosedRange<Int>, orWords words: [String] = []) -> Int? {
        parsed(node, Quantity.accepted(range), orWords: words) { text throws(QuantityError) in
            try Quantity.count(text, in: range)
        }
    }

    /// A quantity in base units; the dimension's plausible range when none is given.
    mutating func quantity(
        _ node: DocumentNode, _ dimension: Dimension, in range: ClosedRange<Double>? = nil, orWords words: [String] = []
    ) -> Double? {
        if case .number(let value, dimension) = node.content, (range ?? dimension.plausible).contains(value) {
            return value + 0
        }
        return parsed(node, dimension.accepted, orWords: words) { text throws(QuantityError) in
            try Quantity.parse(text, as: dimension, in: range ?? dimension.plausible)
        }
    }

    /// A number without a unit.
    mutating func number(_ node: DocumentNode) -> Double? {
        if case .number(let value, nil) = node.content, value.isFinite { return value + 0 }
        return parsed(node, "a number such as `0.3`") { text throws(QuantityError) in try Quantity.number(text) }
    }

    /// One of several words.
    mutating func word(_ node: DocumentNode, among words: [String]) -> String? {
        let accepted = words.map(quoted).joined(separator: ", ")
        guard let text = text(node, accepted: accepted) else { return nil }
        if words.contains(text) { return text }
        log.report(
            "\(quoted(text)) is not accepted here", at: node.location, accepted: accepted,
            suggestion: nearestName(to: text, among: words))
        return nil
    }

    /// A text, or a report that something else was written.
    mutating func text(_ node: DocumentNode, accepted: String) -> String? {
        if let text = node.text { return text }
        let problem = node.isEmpty ? "there is no value" : "\(node.summary) is not accepted here"
        log.report(problem, at: node.location, accepted: accepted)
        return nil
    }

    /// The entries of a mapping without unknown keys.
    mutating func entries(
        _ node: DocumentNode, known: [String], _ kind: String = "key", of owner: String? = nil
    ) -> [DocumentNode.Entry]? {
        guard let entries = node.entries else {
            let accepted = "a mapping with \(known.map(quoted).joined(separator: ", "))"
            let problem = node.isEmpty ? "there is no value" : "\(node.summary) is not accepted here"
            log.report(problem, at: node.location, accepted: accepted)
            return nil
        }
        let unknown = entries.filter { !known.contains($0.key) }
        for entry in unknown {
            log.reportUnknown(
                kind, of: owner, entry.key, at: entry.keyLocation, known: known,
                hint: WordElsewhere(entry.key, of: operators).sentence())
        }
        return unknown.isEmpty ? entries : nil
    }

    private mutating func parsed<Value>(
        _ node: DocumentNode, _ accepted: String, orWords words: [String] = [],
        _ parse: (String) throws(QuantityError) -> Value
    ) -> Value? {
        let alternative = words.map { ", or \(quoted($0))" }.joined()
        guard let text = text(node, accepted: accepted + alternative) else { return nil }
        do { return try parse(text) } catch {
            if Vary.isRangeOfNumbers(text) {
                reportRange(text, at: node.location, accepted: accepted + alternative)
                return nil
            }
            let nearest = nearestName(to: text, among: words)
            log.report(
                error.message, at: node.location, accepted: error.accepted + alternative,
                suggestion: nearest ?? error.suggestion)
            return nil
        }
    }

    /// Notes a range where there can be one value: several are for a sweep.
    private mutating func reportRange(_ text: String, at location: Location, accepted: String) {
        let line = location.source.line(location.line) ?? ""
        let argument = location.source.name == "command line" && line.hasSuffix("=\(text)") ? line : "path=\(text)"
        log.report(
            "\(quoted(text)) is a range, and one value is expected here", at: location, accepted: accepted,
            hint: "several values are for a sweep: \(quoted("overlap sweep … --vary \(argument)"))")
    }
}
