import Testing

/// A call that must fail, by which exit code and with which words.
struct Mistake: Sendable, CustomTestStringConvertible {
    var code: Int32
    var arguments: [String]
    var message: String
    var testDescription: String { arguments.joined(separator: " ") }
}
