package import Experiments
package import Lesson
import Timelines

/// The texts of the lesson's steps.
package struct LessonText {
    let lesson: Lesson
    let style: LessonStyle

    /// - Parameters:
    ///   - lesson: whose steps they are.
    ///   - style: how they are made.
    package init(_ lesson: Lesson, _ style: LessonStyle) {
        self.lesson = lesson
        self.style = style
    }

    // MARK: - Before the answer

    /// Heading, opening, question and choices of a step: nothing of the answer.
    package func question(_ step: LessonStep) -> String {
        var lines = heading(step) + [""] + style.paragraph(step.opening)
        if style.isKitchen { lines += [""] + style.paragraph("In the kitchen: " + step.kitchen) }
        if let sides = step.sides { lines += [""] + SidesText(sides).fault }
        lines += [""] + style.paragraph(step.question, .bold)
        for (index, choice) in step.choices.enumerated() { lines += style.item("  \(index + 1)  ", choice.text) }
        return style.text(lines)
    }

    /// The hint of a step.
    package func hint(_ step: LessonStep) -> String { style.text(style.item("Hint: ", step.hint)) }

    private func heading(_ step: LessonStep) -> [String] {
        let chapter = lesson.chapters.first { $0.steps.contains { $0.id == step.id } }
        let position = (chapter?.steps.firstIndex { $0.id == step.id } ?? 0) + 1
        let count = chapter?.steps.count ?? 1
        let place = chapter.map { $0.id.isEmpty ? "step \(position)/\(count)" : "\($0.id) \(position)/\(count)" } ?? ""
        return style.paragraph("\(place): \(step.title)", .bold)
    }

    // MARK: - The answer

    /// What holds, what was chosen, and the run that shows it.
    ///
    /// - Parameters:
    ///   - reveal: the step's run at its own settings.
    ///   - guess: what was committed to, if anything was.
    ///   - timelines: of the variants that the step draws over time; empty where it draws bars.
    /// - Throws: when the run does not decide between the choices.
    package func outcome(
        _ reveal: Reveal, guess: Prediction?, timelines: [TitledTimeline]
    ) throws(LessonError) -> String {
        let verdict = try reveal.step.verdict(reveal)
        let lines = outcome(reveal.step, verdict, guess) + computed(reveal) + [""]
        return style.text(lines + (try picture(reveal, timelines)))
    }

    /// Why it holds, a program without the fault, why the other choices tempt, and where a myth is true.
    ///
    /// - Parameters:
    ///   - reveal: the step's run at its own settings.
    ///   - exception: the figure that shows where a myth is true.
    /// - Throws: when the run does not decide between the choices.
    package func reasons(_ reveal: Reveal, exception: Answer?) throws(LessonError) -> String {
        let step = reveal.step
        var lines = style.item("Why: ", step.why) + [""]
        if let sides = step.sides { lines += SidesText(sides).lines(style) + [""] }
        lines += tempting(step, try step.verdict(reveal))
        if let place = step.exception, let exception { lines += [""] + self.exception(place, exception) }
        return style.text(lines)
    }

    private func outcome(_ step: LessonStep, _ verdict: Verdict, _ guess: Prediction?) -> [String] {
        var lines: [String] = []
        if let guess {
            let chosen = guess.choice.map { "You said \($0 + 1)" } ?? "You were not sure"
            let sure = guess.choice == nil ? "" : ", how sure: \(guess.confidence.rawValue)"
            lines += style.paragraph("\(chosen)\(sure).")
        }
        let isRight = guess.map { $0.choice == verdict.right } ?? true
        return lines
            + style.item(
                "The answer is \(verdict.right + 1): ", step.choices[verdict.right].text, isRight ? .good : .bold)
    }

    private func computed(_ reveal: Reveal) -> [String] {
        let text = AnswerText(reveal.answer, reveal.step.expression)
        return style.paragraph("Computed: \(text.sentence).", indent: "  ")
            + style.command(reveal.run.simulateCommand(reveal.step.variants))
    }

    private func picture(_ reveal: Reveal, _ timelines: [TitledTimeline]) throws(LessonError) -> [String] {
        switch reveal.step.picture {
        case .bars(let metric, let variants):
            let bars = try LessonBars(metric, variants, reveal.results)
            return style.paragraph("\(bars.title):") + bars.lines(style)
        case .timeline(let variants, let from, let to):
            let command = style.command(reveal.run.timelineCommand(variants, from: from, to: to))
            let figures = timelines.map { TimelineFigure($0) }
            if style.isAccessible { return command + sentences(figures) }
            let text = TimelineText(
                figures, origin: "", columns: style.columns, isASCII: style.isASCII, colour: style.hasColour,
                hasShares: false, choosesEnd: to == nil
            ).text
            return style.paragraph("One row for each part; time runs to the right:")
                + text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) + command
        }
    }

    private func sentences(_ figures: [TimelineFigure]) -> [String] {
        figures.flatMap { figure in
            style.paragraph("\(figure.title), \(figure.windowInWords):")
                + TimelineShares(figure).sentences.flatMap {
                    style.paragraph("\($0.replacing("\u{A0}", with: " ")).", indent: "  ")
                }
        }
    }

    private func tempting(_ step: LessonStep, _ verdict: Verdict) -> [String] {
        style.paragraph("Why the others tempt:")
            + step.choices.enumerated().flatMap { index, choice -> [String] in
                guard index != verdict.right, let wrong = choice.misconception else { return [] }
                return style.item("  \(index + 1)  ", "\"\(wrong.belief)\" \(wrong.rebuttal)")
            }
    }

    private func exception(_ exception: LessonException, _ answer: Answer) -> [String] {
        style.paragraph("Where it is true: " + exception.text)
            + style.paragraph("Computed: \(AnswerText(answer, exception.expression).sentence).", indent: "  ")
            + style.command(exception.run.simulateCommand(exception.expression.variants))
    }

    // MARK: - What to try

    /// What to change, and the command that does it.
    package func trial(_ step: LessonStep) -> String {
        let run = step.run.changing(step.trial.path, to: step.trial.value)
        return style.text(
            [""] + style.item("Try: ", step.trial.question) + style.command(run.simulateCommand(step.variants)))
    }

    /// What came of a change.
    ///
    /// - Throws: when a variant was not run.
    package func tried(_ reveal: Reveal) throws(LessonError) -> String {
        switch (reveal.step.picture, reveal.step.expression) {
        case (.bars(let metric, let variants), _), (.timeline, .highest(let metric, let variants)):
            let bars = try LessonBars(metric, variants, reveal.results)
            return style.text(computed(reveal) + [""] + style.paragraph("\(bars.title):") + bars.lines(style))
        case (.timeline, _):
            return style.text(computed(reveal))
        }
    }
}
