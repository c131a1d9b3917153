import Foundation
import ScenarioFiles

extension StepDecoder {
    private static let exerciseKeys = [
        "step", "style", "title", "scenario", "set", "draw", "let", "require", "ask", "program", "show", "run",
        "number",
        "choices", "keepOrder", "because",
    ]

    /// A kind of exercise, as far as it is the same for all seeds.
    ///
    /// - Throws: when the file is not YAML, or a key is unknown or missing.
    static func exerciseKind(_ text: String, name: String) throws(LessonError) -> ExerciseKind {
        do throws(ScenarioFileError) {
            let accepted = "a kind of exercise: a mapping with `step`, `ask`, …"
            let root = try YAMLDocument(Data(text.utf8), name: "\(name).yaml", accepted: accepted).root
            var decoder = StepDecoder()
            let kind = decoder.exerciseKind(root, name)
            try decoder.log.throwIfAny()
            guard let kind else { preconditionFailure("a kind that is not decoded leaves a diagnostic") }
            return kind
        } catch {
            throw .badStep(error)
        }
    }

    private mutating func exerciseKind(_ root: DocumentNode, _ name: String) -> ExerciseKind? {
        guard let keys = mapping(root, Self.exerciseKeys) else { return nil }
        let step = required(keys, "step").flatMap { wholeNumber($0) }
        let draws = required(keys, "draw").flatMap { self.draws($0) }
        let formulas = keys["let"]?.entries?.map { ($0.key, $0.value) } ?? []
        guard let step, let draws, log.diagnostics.isEmpty else { return nil }
        return ExerciseKind(
            name: name, step: step, draws: draws, formulas: formulas, requirements: keys["require"]?.items ?? [],
            root: root)
    }

    private mutating func draws(_ node: DocumentNode) -> [(name: String, values: [Double])]? {
        guard let entries = node.entries else {
            log.report("\(node.summary) is not accepted here", at: node.location, accepted: "lists of numbers by name")
            return nil
        }
        var draws: [(name: String, values: [Double])] = []
        for entry in entries {
            guard let values = texts(entry.value)?.map({ Double($0) }) else { return nil }
            guard values.allSatisfy({ $0?.isFinite == true }) else {
                log.report("not all of these are numbers", at: entry.value.location, accepted: "such as `[20, 50]`")
                return nil
            }
            draws.append((entry.key, values.compactMap { $0 }))
        }
        return draws
    }

    private mutating func wholeNumber(_ node: DocumentNode) -> Int? {
        if let number = node.text.flatMap({ Int($0) }) { return number }
        log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a whole number")
        return nil
    }

    /// The value of a formula over drawn numbers.
    mutating func formula(_ node: DocumentNode, _ numbers: DrawnNumbers) -> Double? {
        guard let text = node.text else {
            log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a formula")
            return nil
        }
        do { return try numbers.value(text) } catch {
            log.report("\(error)", at: node.location)
            return nil
        }
    }
}
