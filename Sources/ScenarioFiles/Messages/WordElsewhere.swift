import Pipelines

/// A word that another library has for a parameter: `num_workers`, `num_parallel_calls`.
struct WordElsewhere {
    private let word: String
    private let operators: OperatorRegistry

    init(_ word: String, of operators: OperatorRegistry) {
        self.word = word
        self.operators = operators
    }

    /// What it is called here, as a sentence; nil when no library is known to have the word.
    ///
    /// - Parameter stages: those that the scenario has, by their addresses; their parameters come first.
    func sentence(stages: [(address: String, parameters: [Parameter])] = []) -> String? {
        let sections = operators.all.map { $0 as any Section.Type } + Platform.sections + TreeEdit.rootSections
        return sentence(among: stages.map { ($0, $1) }) ?? sentence(among: sections.map { ($0.name, $0.parameters) })
    }

    /// The same for a parameter that a section has not.
    func sentence(in section: any Section.Type) -> String? {
        sentence(among: [(nil, section.parameters)]) ?? sentence()
    }

    private func sentence(among owners: [(name: String?, parameters: [Parameter])]) -> String? {
        var names: [String] = []
        var trueValues: [String] = []
        for owner in owners {
            for parameter in owner.parameters {
                guard let other = parameter.otherNames.first(where: { $0.matches(word) }) else { continue }
                names.append(quoted((owner.name.map { "\($0)." } ?? "") + parameter.name))
                if let value = other.trueValue, !trueValues.contains(value) { trueValues.append(value) }
            }
        }
        guard !names.isEmpty else { return nil }
        let value = trueValues.isEmpty ? "" : ", and true is \(trueValues.map(quoted).joined(separator: " or "))"
        let list = [names.dropLast().joined(separator: ", "), names.suffix(1).joined()].filter { !$0.isEmpty }
        return "\(quoted(word)) is \(list.joined(separator: " or ")) here\(value)"
    }
}
