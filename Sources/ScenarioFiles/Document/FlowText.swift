extension DocumentNode {
    /// The node as YAML on one line: `{batch: {size: 64, remainder: drop}}`.
    ///
    /// Reading it gives the same node, but for the places where its parts were written.
    var flowText: String {
        switch content {
        case .empty: "null"
        case .scalar(let text): Self.scalar(text)
        case .sequence(let items): "[\(items.map(\.flowText).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.scalar($0.key)): \($0.value.flowText)" }.joined(separator: ", "))}"
        }
    }

    /// The node as an item of a list: `batch: 64`, without the braces that a mapping of one key does not need there.
    var itemText: String {
        guard let entry = entries?.first, entries?.count == 1 else { return flowText }
        return "\(Self.scalar(entry.key)): \(entry.value.flowText)"
    }

    /// A text without quotes where YAML would read it as the same text.
    private static func scalar(_ text: String) -> String {
        isPlain(text) ? text : "\"\(text.unicodeScalars.map(escaped).joined())\""
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || ("0"..."9").contains(first),
            text.last != " ", text.lowercased() != "null"
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || " ._%/+-".unicodeScalars.contains($0)
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case _ where scalar.isHidden: "\\\(scalar.value > 0xFFFF ? "U" : "u")\(hex(scalar))"
        default: String(scalar)
        }
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return String(repeating: "0", count: (scalar.value > 0xFFFF ? 8 : 4) - digits.count) + digits
    }
}
