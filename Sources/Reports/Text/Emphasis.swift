/// Emphasis in a terminal, by the SGR codes of ECMA-48.
enum Emphasis: String {
    case none = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case warning = "33"
    case bad = "31"

    /// The text with this emphasis, where colours are wanted.
    func callAsFunction(_ text: String, colour: Bool) -> String {
        colour && self != .none ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
