package import Foundation

/// Why bytes are not a text in UTF-8, and where.
package struct NotText: Error, Equatable, CustomStringConvertible {
    /// As the end of a sentence about the file.
    package let description: String
}

/// Refuses bytes that are not UTF-8 or contain NUL, which no text file does.
package func checkText(_ bytes: Span<UInt8>) throws(NotText) {
    func line(of offset: Int) -> Int {
        var line = 1
        for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") { line += 1 }
        return line
    }
    for offset in bytes.indices where bytes[offset] == 0 {
        throw NotText(description: "line \(line(of: offset)) contains a NUL byte, so this is not a text file")
    }
    do { _ = try UTF8Span(validating: bytes) } catch {
        throw NotText(description: "line \(line(of: error.byteOffsets.lowerBound)) is not valid UTF-8")
    }
}

/// The text of some bytes, without a byte order mark.
package func decodedText(_ data: Data) throws(NotText) -> String {
    try checkText(data.span)
    let text = String(decoding: data, as: UTF8.self)
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
}

/// Decodes JSON that another program wrote.
///
/// Foundation's decoder stops the program at some bytes that are not UTF-8, so that these are refused before it.
///
/// - Parameter allowsJSON5: for Python's NaN and Infinity.
/// - Throws: `NotText`, or what the decoder finds wrong.
package func decodeJSON<Value: Decodable>(
    _ type: Value.Type, from data: Data, allowsJSON5: Bool = false
) throws -> Value {
    try checkText(data.span)
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = allowsJSON5
    return try decoder.decode(type, from: data)
}
