import ScenarioFiles

extension ExerciseKind {
    /// The exercise with drawn numbers.
    ///
    /// - Parameters:
    ///   - id: how sheet and answers name it.
    ///   - luck: decides the order of the choices.
    /// - Throws: when the file has mistakes.
    func exercise(_ id: String, _ numbers: DrawnNumbers, _ luck: Luck) throws(LessonError) -> Exercise {
        var decoder = StepDecoder()
        decoder.numbers = numbers
        let exercise = decoder.exercise(self, id: id, luck)
        do { try decoder.log.throwIfAny() } catch { throw .badStep(error) }
        guard let exercise else { preconditionFailure("an exercise that is not decoded leaves a diagnostic") }
        return exercise
    }
}

extension StepDecoder {
    fileprivate mutating func exercise(_ kind: ExerciseKind, id: String, _ luck: ExerciseKind.Luck) -> Exercise? {
        let keys = Keys(node: kind.root)
        let style = required(keys, "style").flatMap { self.style($0) }
        let (title, question, because) = (text(keys, "title"), text(keys, "ask"), text(keys, "because"))
        let program = keys["program"].flatMap { text($0) }
        let picture = keys["show"].flatMap { self.picture($0) }
        let run = run(keys)
        let expression = required(keys, "run").flatMap { self.expression($0) }
        let form = form(keys, luck)
        guard let style, let title, let question, let because, let run, let expression, let form,
            log.diagnostics.isEmpty
        else { return nil }
        return Exercise(
            id: id, step: kind.step, style: style, title: title, question: question, program: program,
            picture: picture, run: run, expression: expression, form: form, derivation: because)
    }

    private mutating func style(_ node: DocumentNode) -> Exercise.Style? {
        if let style = text(node).flatMap({ Exercise.Style(rawValue: $0) }) { return style }
        log.report(
            "\(node.summary) is not accepted here", at: node.location,
            accepted: list(Exercise.Style.allCases.map(\.rawValue)))
        return nil
    }

    private mutating func form(_ keys: Keys, _ luck: ExerciseKind.Luck) -> Exercise.Form? {
        if let node = keys["number"] { return number(node).map { .number($0) } }
        guard let choices = required(keys, "choices").flatMap({ self.choices($0) }) else { return nil }
        let order = keys["keepOrder"] == nil ? luck.order(of: choices.count) : Array(choices.indices)
        return .choices(order.filter { $0 < choices.count }.map { choices[$0] })
    }

    private mutating func number(_ node: DocumentNode) -> NumberAnswer? {
        guard let keys = mapping(node, ["is", "unit", "within", "computed", "mistakes"]) else { return nil }
        let numbers = numbers ?? DrawnNumbers()
        let value = required(keys, "is").flatMap { formula($0, numbers) }
        let unit = required(keys, "unit").flatMap { self.unit($0) }
        let within = required(keys, "within").flatMap { range($0) }
        let mistakes = required(keys, "mistakes")?.items?.compactMap { mistake($0, numbers) }
        guard let value, let unit, let within, let mistakes else { return nil }
        return NumberAnswer(
            value: value, unit: unit, tolerance: within.upperBound, mistakes: mistakes,
            computed: keys["computed"]?.text ?? "run", numbers: numbers)
    }

    private mutating func unit(_ node: DocumentNode) -> ExerciseUnit? {
        if let unit = node.text.flatMap({ ExerciseUnit(rawValue: $0) }) { return unit }
        log.report(
            "\(node.summary) is not accepted here", at: node.location,
            accepted: list(ExerciseUnit.allCases.map(\.rawValue)))
        return nil
    }

    private mutating func mistake(_ node: DocumentNode, _ numbers: DrawnNumbers) -> NumberAnswer.Mistake? {
        guard let keys = mapping(node, ["is", "believes", "but"]) else { return nil }
        let value = required(keys, "is").flatMap { formula($0, numbers) }
        let (belief, rebuttal) = (text(keys, "believes"), text(keys, "but"))
        guard let value, let belief, let rebuttal else { return nil }
        return NumberAnswer.Mistake(
            value: value, misconception: LessonStep.Misconception(belief: belief, rebuttal: rebuttal))
    }
}
