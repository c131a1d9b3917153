import ScenarioFiles

/// Reads a workload's fields by their paths, and knows afterwards which of them nobody asked for.
///
/// A field has several names when generations of DLIO call it differently.
struct WorkloadFields {
    let root: DocumentNode
    var log = DiagnosticLog()
    private var read: Set<String> = []

    init(_ root: DocumentNode) { self.root = root }

    /// The value under whichever of its names is there.
    mutating func node(_ names: [String]) -> DocumentNode? {
        var found: (name: String, node: DocumentNode)?
        for name in names {
            guard let node = lookUp(name), !node.isEmpty else { continue }
            read.insert(name)
            if let found {
                log.report("`\(name)` says the same as `\(found.name)`: keep one", at: node.location)
            } else {
                found = (name, node)
            }
        }
        return found?.node
    }

    /// A number that is not negative.
    mutating func number(_ names: [String], unit: String) -> Double? {
        guard let node = node(names) else { return nil }
        return number(node, accepted: "a number of \(unit), not negative")
    }

    /// Of a field that is a mapping only these keys are looked at.
    mutating func reads(only keys: [String], of name: String) {
        read.remove(name)
        read.formUnion(keys.map { "\(name).\($0)" })
    }

    /// A whole number of things of which there must be some.
    mutating func amount(_ names: [String], most: Int = 1_000_000_000_000) -> Int? {
        guard let node = node(names) else { return nil }
        if let value = node.text.flatMap(Double.init), let count = Int(exactly: value), (1...most).contains(count) {
            return count
        }
        log.report("\(node.summary) is not accepted", at: node.location, accepted: "a whole number, 1 to \(most)")
        return nil
    }

    /// A whole number; numbers below `least` are DLIO's way to say nothing.
    mutating func count(_ names: [String], least: Int = 1, most: Int = 1_000_000_000_000) -> Int? {
        guard let node = node(names) else { return nil }
        let accepted = "a whole number, at most \(most)"
        guard let value = number(node, accepted: accepted, from: -1), let count = Int(exactly: value), count <= most
        else {
            if node.text.flatMap(Double.init) != nil {
                log.report("\(node.summary) is not accepted", at: node.location, accepted: accepted)
            }
            return nil
        }
        return count >= least ? count : nil
    }

    /// `True` or `False`.
    mutating func flag(_ names: [String]) -> Bool? {
        guard let node = node(names) else { return nil }
        switch node.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            log.report("\(node.summary) is not accepted", at: node.location, accepted: "True or False")
            return nil
        }
    }

    /// One of some words.
    mutating func word(_ names: [String], among words: [String]) -> String? {
        guard let node = node(names) else { return nil }
        if let text = node.text, words.contains(text) { return text }
        log.report(
            "\(node.summary) is not accepted", at: node.location,
            accepted: words.map { "`\($0)`" }.joined(separator: ", "),
            suggestion: node.text.flatMap { nearestName(to: $0, among: words) })
        return nil
    }

    /// Whole numbers in a list.
    mutating func counts(_ names: [String]) -> [Int]? {
        guard let node = node(names) else { return nil }
        let values = node.items?.map { $0.text.flatMap(Double.init).flatMap(Int.init(exactly:)) }
        guard let values, values.allSatisfy({ $0.map { (0...1_000_000_000_000).contains($0) } ?? false }) else {
            log.report(
                "\(node.summary) is not accepted", at: node.location,
                accepted: "a list of whole numbers, not negative")
            return nil
        }
        return values.compactMap(\.self)
    }

    /// A number that a node holds.
    mutating func number(_ node: DocumentNode, accepted: String, from least: Double = 0) -> Double? {
        if let value = node.text.flatMap(Double.init), value.isFinite, value >= least, value <= 1e15 { return value }
        log.report("\(node.summary) is not accepted", at: node.location, accepted: accepted)
        return nil
    }

    /// What nobody asked for, in the order of the file: paths of single values and lists.
    var unread: [(path: String, node: DocumentNode)] { leaves(of: root, path: "") }

    private func leaves(of node: DocumentNode, path: String) -> [(path: String, node: DocumentNode)] {
        if read.contains(path) { return [] }
        guard let entries = node.entries, !entries.isEmpty else { return path.isEmpty ? [] : [(path, node)] }
        return entries.flatMap { leaves(of: $0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }

    private func lookUp(_ path: String) -> DocumentNode? {
        path.split(separator: ".").reduce(root as DocumentNode?) { $0?[String($1)] }
    }
}
