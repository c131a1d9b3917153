import Pipelines

/// Texts as YAML holds them: in quotes where they would be read as something else.
enum YAMLScalar {
    /// A text without quotes where YAML would read it as the same text.
    static func text(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// A text in quotes.
    static func quoted(_ text: String) -> String { "\"\(text.unicodeScalars.map(escaped).joined())\"" }

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
