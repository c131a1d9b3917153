import Foundation
import ScenarioFiles

/// How scenario files write what measured cases hold.
package enum ScenarioText {
    /// `8 ms`: whole nanoseconds, which is what the engine counts in.
    package static func time(_ seconds: Double) -> String {
        let nanoseconds = (seconds * 1e9).rounded()
        let unit = units.last { nanoseconds >= $0.nanoseconds } ?? units[0]
        return "\(plain(nanoseconds / unit.nanoseconds)) \(unit.symbol)"
    }

    /// A constant, or points joined by lines, on one line.
    static func curve(_ curve: CostCurve) -> String {
        if curve.points.count == 1 { return time(curve.points[0][1]) }
        return "[\(curve.points.map { "[\(time($0[0])), \(time($0[1]))]" }.joined(separator: ", "))]"
    }

    /// A text in quotes, on one line, in which hidden characters are seen.
    package static func quoted(_ text: String) -> String {
        let escaped = visible(text).unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"\(escaped.joined())\""
    }

    /// A comment; what would end the line, or is not seen, is written out.
    package static func comment(_ text: String) -> String { "# \(visible(text))" }

    /// A comment in lines of some 100 characters.
    package static func comments(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if !line.isEmpty, line.count + word.count > 97 {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = line.isEmpty ? String(word) : "\(line) \(word)"
            }
        }
        return lines.map(comment)
    }

    /// `128 KiB`, or bytes when it is not a whole number of those.
    package static func size(_ bytes: Double) -> String {
        let kibibytes = bytes / 1024
        return kibibytes >= 1 && kibibytes == kibibytes.rounded() ? "\(plain(kibibytes)) KiB" : "\(rounded(bytes)) B"
    }

    /// `712.877 MB/s`, in six digits.
    package static func bandwidth(_ bytesPerSecond: Double) -> String {
        String(format: "%.6g MB/s", bytesPerSecond / 1e6)
    }

    /// A number in four digits, or all those before the point.
    package static func rounded(_ value: Double) -> String {
        abs(value) >= 1000 ? String(format: "%.0f", value) : String(format: "%.4g", value)
    }

    /// Lines that give a parameter a histogram of times: what is shorter than a nanosecond is lost.
    static func histogram(_ key: String, edges: [Double], counts: [Double], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var written = [(edges[0] * 1e9).rounded()]
        var weights: [Double] = []
        var pending = 0.0
        for (edge, count) in zip(edges.dropFirst(), counts) {
            let nanoseconds = (edge * 1e9).rounded()
            guard nanoseconds > written[written.count - 1] else {
                pending += count
                continue
            }
            written.append(nanoseconds)
            weights.append(count + pending)
            pending = 0
        }
        guard !weights.isEmpty else { return ["\(margin)\(key): \(time(edges[0]))"] }
        weights[weights.count - 1] += pending
        var lines = ["\(margin)\(key):", "\(margin)  histogram:", "\(margin)    edges: ["]
        lines += wrapped(written.map { time($0 / 1e9) }, margin: margin + "      ")
        lines += ["\(margin)    ]", "\(margin)    counts: ["]
        lines += wrapped(weights.map { plain(($0 * 1e9).rounded() / 1e9) }, margin: margin + "      ")
        return lines + ["\(margin)    ]"]
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

    private static let units: [(symbol: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9),
    ]
}
