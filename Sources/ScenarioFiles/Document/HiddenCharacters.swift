extension Unicode.Scalar {
    /// Whether it steers a terminal, ends a line, turns the direction of the text or is not seen at all.
    ///
    /// Such are the control and format characters (line feeds, escape sequences, bidirectional controls, zero-width
    /// spaces and joiners), the separators of lines and paragraphs, what no text contains, and all else that Unicode lets
    /// programs leave out; what only chooses the form of the character before it is seen.
    ///
    /// - Source: Unicode Standard Annex #44, properties General_Category and Default_Ignorable_Code_Point.
    package var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default:
            properties.isNoncharacterCodePoint
                || (properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector)
        }
    }
}

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
