/// Which characters of a flow text in YAML are between quotes, told one after the other.
///
/// - Source: YAML 1.2.2, 7.3.1 and 7.3.2: between single quotes two of them are one, between double quotes `\\`
///   escapes.
struct YAMLQuotes {
    private var quote: Unicode.Scalar?
    private var isEscaped = false
    /// Elsewhere a quote is a character like any other.
    private var mayBegin = true
    /// Whether the one before closed single quotes; a second one right after it opens them again.
    private var hasJustClosed = false

    /// Whether the next character is between quotes, or one of the two.
    mutating func contains(_ scalar: Unicode.Scalar) -> Bool {
        guard let open = quote else { return begins(with: scalar) }
        if isEscaped {
            isEscaped = false
        } else if scalar == open {
            quote = nil
            mayBegin = false
            hasJustClosed = open == "'"
        } else {
            isEscaped = open == "\"" && scalar == "\\"
        }
        return true
    }

    private mutating func begins(with scalar: Unicode.Scalar) -> Bool {
        let isDoubled = hasJustClosed && scalar == "'"
        hasJustClosed = false
        if isDoubled || (mayBegin && (scalar == "'" || scalar == "\"")) {
            quote = scalar
            return true
        }
        if !scalar.properties.isWhitespace { mayBegin = "[{,:".unicodeScalars.contains(scalar) }
        return false
    }
}
