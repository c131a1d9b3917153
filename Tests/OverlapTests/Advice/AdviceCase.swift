import Testing

/// A run that loses time, and what its verdict advises.
struct AdviceCase: Sendable, CustomTestStringConvertible {
    /// The stable word: the cause, or what is named where there is none.
    var word: String
    var before: [String]
    /// The advice as changes of the scenario; each by itself must help.
    var advice: [[String]]
    /// The stage that is named, where that matters.
    var stage: String?
    /// What the sentence must say, where that matters.
    var words = ""
    var testDescription: String { "\(word): \(before.joined(separator: "; "))" }

    /// A platform that limits nothing.
    static let quick = "platform: {disk: {latency: 10 us}, cpu: {cores: 8}}"
}
