/// Why a text is not JSON, and where.
struct JSONScanError: Error, Equatable {
    let message: String
    /// Offset of the byte at fault.
    let offset: Int
    /// Whether the text ends where more was expected.
    var isEnd = false
}

/// Reads JSON from bytes value by value, without a tree: traces have millions of values.
///
/// - Source: RFC 8259.
struct JSONScanner {
    /// What a value begins as.
    enum Kind: Equatable {
        case object, array, string, number, word
    }

    private let bytes: [UInt8]
    private(set) var offset = 0
    private static let deepest = 200

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// The line, from 1, of an offset.
    func line(of offset: Int) -> Int { 1 + bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") } }

    /// Whether nothing but spaces is left.
    mutating func isAtEnd() -> Bool {
        skipSpaces()
        return offset == bytes.count
    }

    /// What the next value is.
    mutating func kind() throws(JSONScanError) -> Kind {
        switch try peek() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .word
        default: throw JSONScanError(message: "a value was expected", offset: offset)
        }
    }

    /// Steps into a list, then from item to item; false at its end.
    ///
    /// - Parameter isFirst: true for the call that enters the list.
    mutating func nextItem(isFirst: Bool) throws(JSONScanError) -> Bool {
        try next(isFirst: isFirst, open: UInt8(ascii: "["), close: UInt8(ascii: "]"))
    }

    /// Steps into an object, then from member to member; nil at its end.
    mutating func nextKey(isFirst: Bool) throws(JSONScanError) -> [UInt8]? {
        guard try next(isFirst: isFirst, open: UInt8(ascii: "{"), close: UInt8(ascii: "}")) else { return nil }
        let key = try rawString()
        try expect(UInt8(ascii: ":"))
        return key
    }

    /// A text.
    mutating func string() throws(JSONScanError) -> String {
        let start = offset
        let raw = try rawString()
        guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
        return try Self.unescaped(raw, at: start)
    }

    /// A number.
    mutating func number() throws(JSONScanError) -> Double {
        skipSpaces()
        let start = offset
        while offset < bytes.count, Self.isNumeric(bytes[offset]) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw JSONScanError(message: "a number was expected", offset: start)
        }
        return value
    }

    /// Passes over a value, whatever it is.
    mutating func skip(depth: Int = 0) throws(JSONScanError) {
        guard depth < Self.deepest else { throw JSONScanError(message: "nested too deep", offset: offset) }
        switch try kind() {
        case .string: _ = try rawString()
        case .number: _ = try number()
        case .word: try skipWord()
        case .array:
            var isFirst = true
            while try nextItem(isFirst: isFirst) {
                isFirst = false
                try skip(depth: depth + 1)
            }
        case .object:
            var isFirst = true
            while try nextKey(isFirst: isFirst) != nil {
                isFirst = false
                try skip(depth: depth + 1)
            }
        }
    }

    // MARK: Bytes

    private mutating func next(isFirst: Bool, open: UInt8, close: UInt8) throws(JSONScanError) -> Bool {
        if isFirst { try expect(open) }
        if try peek() == close {
            offset += 1
            return false
        }
        if !isFirst { try expect(UInt8(ascii: ",")) }
        // A comma at the end of a list: Chrome writes it when it is stopped.
        if !isFirst, try peek() == close {
            offset += 1
            return false
        }
        return true
    }

    private mutating func skipWord() throws(JSONScanError) {
        for word in ["true", "false", "null"] where bytes[offset...].starts(with: word.utf8) {
            offset += word.utf8.count
            return
        }
        throw JSONScanError(message: "a value was expected", offset: offset)
    }

    /// What stands between quotes, escapes as they are.
    private mutating func rawString() throws(JSONScanError) -> [UInt8] {
        try expect(UInt8(ascii: "\""))
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard offset < bytes.count else {
            offset = bytes.count
            throw JSONScanError(message: "the file ends inside a string", offset: start, isEnd: true)
        }
        offset += 1
        return Array(bytes[start..<(offset - 1)])
    }

    private static func unescaped(_ raw: [UInt8], at start: Int) throws(JSONScanError) -> String {
        var units: [UInt16] = []
        var rest = String(decoding: raw, as: UTF8.self).utf16[...]
        let simple: [UInt16: Character] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        while let unit = rest.popFirst() {
            guard unit == 0x5C, let letter = rest.popFirst() else {
                units.append(unit)
                continue
            }
            if let character = simple[letter] {
                units += Array(String(character).utf16)
            } else if letter == 0x75, let code = UInt16(String(rest.prefix(4)) ?? "", radix: 16), rest.count >= 4 {
                units.append(code)
                rest = rest.dropFirst(4)
            } else {
                throw JSONScanError(message: "this string has an unknown escape", offset: start)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func expect(_ byte: UInt8) throws(JSONScanError) {
        guard try peek() == byte else {
            let character = String(UnicodeScalar(byte))
            throw JSONScanError(message: "`\(character)` was expected", offset: offset)
        }
        offset += 1
    }

    private mutating func peek() throws(JSONScanError) -> UInt8 {
        skipSpaces()
        guard offset < bytes.count else {
            throw JSONScanError(message: "the file ends too early", offset: offset, isEnd: true)
        }
        return bytes[offset]
    }

    private mutating func skipSpaces() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
