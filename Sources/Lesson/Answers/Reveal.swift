/// What a step's run says.
package struct Reveal: Sendable {
    /// The step.
    package let step: LessonStep
    /// What was run: the question's settings, or a change of them.
    package let run: LessonRun
    /// What was computed.
    package let answer: Answer
    /// The figures of the variants, in the order in which they were run.
    package let results: LessonResults
}

extension LessonStep {
    /// Runs the scenario at the question's own settings.
    ///
    /// - Throws: when it cannot be run.
    package func reveal() async throws(LessonError) -> Reveal { try await reveal(run) }

    /// Runs the scenario with the number of the trial changed.
    ///
    /// - Parameter value: what the learner wrote.
    /// - Throws: when it cannot be run so.
    package func reveal(trying value: String) async throws(LessonError) -> Reveal {
        try await reveal(run.changing(trial.path, to: value))
    }

    /// The variants that a reveal runs: those of the expression first.
    package var variants: [String] {
        var names = expression.variants
        if case .bars(_, let shown) = picture { names += shown.filter { !names.contains($0) } }
        return names
    }

    /// Which choice stands for the answer of the question's own run.
    ///
    /// - Throws: `.noChoice` unless exactly one does.
    package func verdict(_ reveal: Reveal) throws(LessonError) -> Verdict {
        guard let verdict = Verdict(reveal.answer, choices: choices) else {
            throw .noChoice(step: id, answer: "\(reveal.answer)")
        }
        return verdict
    }

    private func reveal(_ run: LessonRun) async throws(LessonError) -> Reveal {
        let results = try await LessonResults(run, variants: variants)
        return Reveal(step: self, run: run, answer: try results.answer(expression), results: results)
    }
}

extension LessonException {
    /// The figure that shows where the myth is true.
    ///
    /// - Throws: when it cannot be run.
    package func answer() async throws(LessonError) -> Answer {
        try await LessonResults(run, variants: expression.variants).answer(expression)
    }
}
