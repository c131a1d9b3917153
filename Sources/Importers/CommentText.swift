import Foundation
import ScenarioFiles

/// How the comments of scenarios write figures, and what is a line of them.
package enum CommentText {
    /// `8 ms`: whole nanoseconds.
    static func time(_ seconds: Double) -> String { WrittenValue.time(seconds).text() }

    /// `712.877 MB/s`, in six digits.
    static func bandwidth(_ bytesPerSecond: Double) -> String { WrittenValue.bandwidth(bytesPerSecond).text(.measured) }

    /// `128 KiB`, or bytes when it is not a whole number of those.
    static func size(_ bytes: Double) -> String {
        let kibibytes = bytes / 1024
        let isWhole = kibibytes >= 1 && kibibytes == kibibytes.rounded()
        return isWhole ? "\(WrittenValue.number(kibibytes).text()) KiB" : "\(rounded(bytes)) B"
    }

    /// A number in four digits, or all those before the point.
    static func rounded(_ value: Double) -> String {
        abs(value) >= 1000 ? String(format: "%.0f", value) : String(format: "%.4g", value)
    }

    /// A time in four digits: `68.23 ms`.
    static func short(_ seconds: Double) -> String {
        let units = [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1)]
        let unit = units.last { seconds >= $0.1 } ?? units[0]
        return "\(rounded(seconds / unit.1)) \(unit.0)"
    }

    /// A text as a sentence: a capital first, a point last.
    package static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// A text in lines of some 100 characters.
    static func lines(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if !line.isEmpty, line.count + word.count > 97 {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = line.isEmpty ? String(word) : "\(line) \(word)"
            }
        }
        return lines
    }
}
