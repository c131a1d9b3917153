/// A function in the place of the user's own: it takes the time that the scenario gives it.
struct PythonFunction {
    /// Its name.
    var name: String
    /// Its parameters, with their types.
    var parameters: String
    /// The type of its result.
    var result: String
    /// What it stands for: a sentence.
    var summary: String
    /// More of that, in sentences.
    var notes: [String] = []
    /// How long it takes.
    var duration = PythonDuration()
    /// A variable whose lock it holds for the last part of that time, and that part.
    var lock: (variable: String, share: Double)?
    /// What it does afterwards.
    var statements: [String] = []

    /// Its lines.
    var lines: [String] {
        let taken = duration.description.map { ["It takes \($0)."] } ?? []
        let body = duration.statements(lock: lock, indent: 4) + statements.map { "    " + $0 }
        let words = (taken + notes + duration.notes).joined(separator: " ")
        return ["def \(name)(\(parameters)) -> \(result):"]
            + PythonLayout.docstring(summary, words.isEmpty ? [] : [words], indent: 4) + body
    }
}
