import Foundation
import ScenarioFiles

extension StepDecoder {
    /// The values of a mapping, and where they are.
    struct Keys {
        let node: DocumentNode

        subscript(key: String) -> DocumentNode? { node[key] }

        func location(of key: String) -> Location { node[key]?.location ?? node.location }
    }

    /// The values of a mapping; reports keys that are not known.
    mutating func mapping(_ node: DocumentNode, _ known: [String]) -> Keys? {
        guard let entries = node.entries else {
            log.report(
                "\(node.summary) is not accepted here", at: node.location, accepted: "a mapping with \(list(known))")
            return nil
        }
        for entry in entries where !known.contains(entry.key) {
            log.report(
                "unknown key \(quoted(entry.key))", at: entry.keyLocation, accepted: list(known),
                suggestion: nearestName(to: entry.key, among: known))
        }
        return Keys(node: node)
    }

    /// The value of a key that must be there.
    mutating func required(_ keys: Keys, _ key: String) -> DocumentNode? {
        if let node = keys[key] { return node }
        log.report("\(quoted(key)) is missing", at: keys.node.location)
        return nil
    }

    /// The text of a key that must be there.
    mutating func text(_ keys: Keys, _ key: String) -> String? {
        required(keys, key).flatMap { text($0) }
    }

    /// A text that is not empty, with the drawn numbers in it.
    mutating func text(_ node: DocumentNode) -> String? {
        guard let text = node.text?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else {
            log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a text")
            return nil
        }
        guard let numbers else { return text }
        do { return try numbers.fill(text) } catch {
            log.report("\(error)", at: node.location)
            return nil
        }
    }

    /// A list of texts, none of them empty.
    mutating func texts(_ node: DocumentNode) -> [String]? {
        guard let items = node.items, !items.isEmpty else {
            log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a list of texts")
            return nil
        }
        let texts = items.compactMap { text($0) }
        return texts.count == items.count ? texts : nil
    }

    /// Names for a message about what is accepted.
    func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }
}
