import Pipelines

/// A text on one line, as it may be shown wherever it comes from: hidden characters are written as `\u{202E}` or `\n`.
package func visible(_ text: String) -> String { visible(text, keeping: []) }

/// The same of a text of several lines: their ends and tabs stay.
package func visibleLines(_ text: String) -> String { visible(text, keeping: ["\n", "\t"]) }

private func visible(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
    // Almost every text is plain.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    let isWritten = { (scalar: Unicode.Scalar) in scalar.isHidden && !kept.contains(scalar) }
    guard text.unicodeScalars.contains(where: isWritten) else { return text }
    return text.unicodeScalars.map { isWritten($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
}
