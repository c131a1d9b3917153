/// A text that people wrote, kept to show them the line that an error is about.
package struct SourceText: Sendable, Equatable {
    /// What messages call it: the file's path, or the command line.
    let name: String
    /// The text in UTF-8.
    let bytes: [UInt8]
    /// Where each line begins and ends in `bytes`, the ends of lines left out.
    private let lines: [Range<Int>]

    /// Splits a text where YAML ends lines: at LF, CR LF, CR, NEL, and Unicode's line and paragraph separators.
    init(name: String, text: String) {
        self.name = name
        let bytes = Array(text.utf8)
        var lines: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let length = Self.lengthOfLineEnd(bytes, at: index)
            if length > 0 {
                lines.append(start..<index)
                start = index + length
            }
            index += max(length, 1)
        }
        self.bytes = bytes
        self.lines = lines + [start..<bytes.count]
    }

    /// The bytes of the empty lines and comments at the beginning.
    var openingComments: Range<Int> {
        let first = lines.first { line in
            let rest = bytes[line].drop { $0 == UInt8(ascii: " ") }
            return !rest.isEmpty && rest.first != UInt8(ascii: "#")
        }
        return 0..<(first?.lowerBound ?? bytes.count)
    }

    /// The number of lines, at least 1.
    var lineCount: Int { lines.count }

    /// The line of a number counted from 1, or nil beyond the end.
    func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? String(decoding: bytes[lines[number - 1]], as: UTF8.self) : nil
    }

    /// The place of a byte.
    func location(ofByte offset: Int) -> Location {
        let line = lines.lastIndex { $0.lowerBound <= offset } ?? 0
        let before = String(decoding: bytes[lines[line].lowerBound..<offset], as: UTF8.self)
        return Location(source: self, line: line + 1, column: before.unicodeScalars.count + 1)
    }

    private static func lengthOfLineEnd(_ bytes: [UInt8], at index: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}

/// A place in a text.
package struct Location: Sendable, Equatable {
    /// The text.
    let source: SourceText
    /// The line, from 1.
    let line: Int
    /// The column in Unicode scalars, from 1.
    let column: Int
}
