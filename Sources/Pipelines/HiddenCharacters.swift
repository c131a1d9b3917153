extension Unicode.Scalar {
    /// Whether it steers a terminal, ends a line, turns the direction of the text or is not seen at all.
    ///
    /// Such are the control and format characters (line feeds, escape sequences, bidirectional controls, zero-width
    /// spaces and joiners), the separators of lines and paragraphs, what no text contains, and all else that Unicode
    /// lets programs leave out; what only chooses the form of the character before it is seen.
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
