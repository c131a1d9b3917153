package import Pipelines

/// What a journal is about: replications of something else are not those that a command needs.
package struct JournalSubject: Codable, Equatable, Sendable {
    /// The version of the program: another one may draw other numbers.
    private let version: String
    /// The command that asks.
    private let command: String
    /// What the scenarios consist of, as they were before anything was varied.
    private let values: [String]

    /// All of it.
    package var lines: [String] { [version, command] + values }

    /// - Parameters:
    ///   - version: of the program.
    ///   - command: such as `overlap sweep`.
    ///   - scenarios: as they are before anything is varied, with their run plans.
    package init(version: String, command: String, _ scenarios: [Scenario]) {
        self.version = version
        self.command = command
        values = scenarios.flatMap { scenario in
            StoredValues.lines(scenario).map { "\(scenario.variant): \($0)" }
        }
    }

    /// How another one differs, in half a sentence; nil where it is the same.
    func difference(from own: JournalSubject) -> String? {
        if version != own.version { return "it was written by overlap \(version), and this is \(own.version)" }
        if command != own.command { return "it was written by `\(command)`" }
        guard variants == own.variants else {
            return "it is about \(Self.named(variants)), and this is about \(Self.named(own.variants))"
        }
        guard values != own.values else { return nil }
        guard let (there, here) = zip(values, own.values).first(where: { $0 != $1 }),
            let parameter = Self.parameter(of: there), parameter == Self.parameter(of: here)
        else { return "it has other stages, or values of another kind" }
        return "it has `\(there)`, and the scenario has `\(here)`"
    }

    /// The variants, in order: the first line of each says that it is a scenario.
    private var variants: [Substring] {
        values.compactMap { $0.wholeMatch(of: #/(.*): : Scenario, [0-9]+/#)?.output.1 }
    }

    private static func named(_ variants: [Substring]) -> String {
        (variants.count == 1 ? "variant " : "variants ") + variants.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// What a line gives a value to; nil for one that says what something consists of.
    private static func parameter(of line: String) -> Substring? {
        line.firstMatch(of: #/.*?: [^ :]+ = /#)?.output
    }
}
