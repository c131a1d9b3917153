/// How scenario files write what measured cases hold.
enum ScenarioText {
    /// `8 ms`: whole nanoseconds, which is what the engine counts in.
    static func time(_ seconds: Double) -> String {
        let nanoseconds = (seconds * 1e9).rounded()
        let unit = units.last { nanoseconds >= $0.nanoseconds } ?? units[0]
        return "\(plain(nanoseconds / unit.nanoseconds)) \(unit.symbol)"
    }

    /// A constant, or points joined by lines, on one line.
    static func curve(_ curve: CostCurve) -> String {
        if curve.points.count == 1 { return time(curve.points[0][1]) }
        return "[\(curve.points.map { "[\(time($0[0])), \(time($0[1]))]" }.joined(separator: ", "))]"
    }

    /// A text in quotes, on one line.
    static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            default: scalar.properties.generalCategory == .control ? " " : String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// A comment; what would end the line is replaced.
    static func comment(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { isLineEnd($0) ? " " : String($0) }
        return "# \(scalars.joined())"
    }

    /// Lines that give a parameter a time, or times replayed from a list; a list of equal times is one time.
    ///
    /// - Parameter replay: `by sample` or `in order`.
    static func distribution(_ key: String, _ seconds: [Double], replay: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if let first = seconds.first, seconds.allSatisfy({ $0 == first }) { return ["\(margin)\(key): \(time(first))"] }
        var lines = ["\(margin)\(key):", "\(margin)  recorded:"]
        lines += ["\(margin)    replay: \(replay)", "\(margin)    values: ["]
        lines += wrapped(seconds.map(time), margin: margin + "      ")
        return lines + ["\(margin)    ]"]
    }

    /// Items separated by commas, in lines of some 100 characters.
    private static func wrapped(_ items: [String], margin: String) -> [String] {
        var lines: [String] = []
        var line = margin
        for item in items {
            if line.count + item.count > 100 {
                lines.append(line)
                line = margin
            }
            line += (line == margin ? "" : " ") + item + ","
        }
        return lines + [line]
    }

    /// Without the `.0` of whole numbers.
    private static func plain(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
    }

    private static let units: [(symbol: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9),
    ]
}
