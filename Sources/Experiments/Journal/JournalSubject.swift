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
        guard let (there, here) = zip(values, own.values).first(where: { $0 != $1 }) else {
            return values.count == own.values.count ? nil : "it has other stages or variants"
        }
        return "it has `\(there)`, and the scenario has `\(here)`"
    }
}
