import Foundation
import ScenarioFiles

/// Reads a step from YAML; notes every mistake and goes on.
struct StepDecoder {
    var log = DiagnosticLog()
    /// What stands for `$name` in texts; nil where texts are as they are.
    var numbers: DrawnNumbers?

    private static let keys = [
        "title", "opening", "kitchen", "sides", "scenario", "set", "question", "hint", "answer", "choices", "show",
        "why", "trueWhere", "try",
    ]

    /// The step of a text.
    ///
    /// - Parameters:
    ///   - id: how a learner names it.
    ///   - name: what messages call the file.
    /// - Throws: when it is not YAML, a key is unknown, missing or has no such value.
    static func step(_ text: String, id: String, name: String) throws(LessonError) -> LessonStep {
        do throws(ScenarioFileError) {
            let accepted = "a step of the lesson: a mapping with `title`, `question`, …"
            let root = try YAMLDocument(Data(text.utf8), name: name, accepted: accepted).root
            var decoder = StepDecoder()
            let step = decoder.step(root, id: id)
            try decoder.log.throwIfAny()
            guard let step else { preconditionFailure("a step that is not decoded leaves a diagnostic") }
            return step
        } catch {
            throw .badStep(error)
        }
    }

    private mutating func step(_ root: DocumentNode, id: String) -> LessonStep? {
        guard let keys = mapping(root, Self.keys) else { return nil }
        let (title, opening) = (text(keys, "title"), text(keys, "opening"))
        let (kitchen, question) = (text(keys, "kitchen"), text(keys, "question"))
        let (hint, why) = (text(keys, "hint"), text(keys, "why"))
        let run = run(keys)
        let sides = keys["sides"].map { self.sides($0) }
        let expression = required(keys, "answer").flatMap { self.expression($0) }
        let choices = required(keys, "choices").flatMap { self.choices($0) }
        let picture = required(keys, "show").flatMap { self.picture($0) }
        let trial = required(keys, "try").flatMap { self.trial($0) }
        let exception = keys["trueWhere"].map { self.exception($0, run) }
        guard let title, let opening, let kitchen, let question, let hint, let why, let run, let expression,
            let choices, let picture, let trial, log.diagnostics.isEmpty
        else { return nil }
        return LessonStep(
            id: id, title: title, opening: opening, kitchen: kitchen, sides: sides ?? nil, run: run,
            question: question, hint: hint, choices: choices, expression: expression, picture: picture, why: why,
            exception: exception ?? nil, trial: trial)
    }

    // MARK: - Parts

    mutating func run(_ keys: Keys) -> LessonRun? {
        guard let name = text(keys, "scenario") else { return nil }
        guard BuiltInScenarios.names.contains(name) else {
            log.report(
                "there is no scenario \(quoted(name))", at: keys.location(of: "scenario"),
                accepted: BuiltInScenarios.names.map(quoted).joined(separator: ", "),
                suggestion: nearestName(to: name, among: BuiltInScenarios.names))
            return nil
        }
        let changes = keys["set"].map { texts($0) ?? [] }
        return LessonRun(scenario: name, changes: changes ?? [])
    }

    private mutating func sides(_ node: DocumentNode) -> LessonStep.Sides? {
        guard let keys = mapping(node, ["wrong", "right"]) else { return nil }
        let (wrong, right) = (text(keys, "wrong"), text(keys, "right"))
        guard let wrong, let right else { return nil }
        return LessonStep.Sides(wrong: wrong, right: right)
    }

    mutating func choices(_ node: DocumentNode) -> [LessonStep.Choice]? {
        guard let items = node.items, (3...9).contains(items.count) else {
            log.report("three to nine choices are needed", at: node.location, accepted: "a list of choices")
            return nil
        }
        return items.compactMap { choice($0) }
    }

    private mutating func choice(_ node: DocumentNode) -> LessonStep.Choice? {
        guard let keys = mapping(node, ["say", "when", "near", "is", "believes", "but"]) else { return nil }
        let say = text(keys, "say")
        let match: LessonStep.Match?
        if let name = keys["is"] {
            match = text(name).map { .variant($0) }
        } else if let near = keys["near"], let numbers {
            match = formula(near, numbers).map { .range(0.98 * $0...1.02 * $0) }
        } else {
            match = required(keys, "when").flatMap { range($0) }.map { .range($0) }
        }
        var misconception: LessonStep.Misconception?
        if keys["believes"] != nil || keys["but"] != nil {
            guard let belief = text(keys, "believes"), let rebuttal = text(keys, "but") else { return nil }
            misconception = LessonStep.Misconception(belief: belief, rebuttal: rebuttal)
        }
        guard let say, let match else { return nil }
        return LessonStep.Choice(text: say, match: match, misconception: misconception)
    }

    mutating func picture(_ node: DocumentNode) -> LessonPicture? {
        guard let keys = mapping(node, ["timeline", "from", "to", "bars", "of"]) else { return nil }
        if let timeline = keys["timeline"] {
            let (from, to) = (keys["from"].flatMap { text($0) }, keys["to"].flatMap { text($0) })
            return texts(timeline).map { .timeline(variants: $0, from: from, to: to) }
        }
        let metric = required(keys, "bars").flatMap { self.metric($0) }
        let variants = required(keys, "of").flatMap { texts($0) }
        guard let metric, let variants else { return nil }
        return .bars(metric, variants: variants)
    }

    private mutating func trial(_ node: DocumentNode) -> LessonTrial? {
        guard let keys = mapping(node, ["ask", "change", "value"]) else { return nil }
        let (ask, change, value) = (text(keys, "ask"), text(keys, "change"), text(keys, "value"))
        guard let ask, let change, let value else { return nil }
        return LessonTrial(question: ask, path: change, value: value)
    }

    private mutating func exception(_ node: DocumentNode, _ run: LessonRun?) -> LessonException? {
        guard let keys = mapping(node, ["text", "scenario", "set", "answer", "when"]) else { return nil }
        let text = text(keys, "text")
        let own = keys["scenario"] == nil ? changed(run, keys) : self.run(keys)
        let expression = required(keys, "answer").flatMap { self.expression($0) }
        let range = required(keys, "when").flatMap { self.range($0) }
        guard let text, let own, let expression, let range else { return nil }
        return LessonException(text: text, run: own, expression: expression, range: range)
    }

    private mutating func changed(_ run: LessonRun?, _ keys: Keys) -> LessonRun? {
        let changes = keys["set"].map { texts($0) ?? [] } ?? []
        return run.map { LessonRun(scenario: $0.scenario, changes: $0.changes + changes) }
    }
}
