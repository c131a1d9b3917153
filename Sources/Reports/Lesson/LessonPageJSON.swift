import Experiments
package import Lesson
import PipelineRuns
package import ScenarioFiles

// What a page of the lesson shows, in the parts in which it shows it.
extension JSONValue {
    /// The frame and the chapters: nothing of an answer.
    package init(_ lesson: Lesson) {
        let frame = lesson.frame
        self = .object([
            (
                "frame",
                .object([
                    ("opening", .string(frame.opening)), ("picture", .string(frame.picture)),
                    ("kitchen", .string(frame.kitchen)),
                ])
            ),
            (
                "chapters",
                .array(
                    lesson.chapters.map { chapter in
                        .object([
                            ("id", .string(chapter.id)), ("title", .string(chapter.title)),
                            (
                                "steps",
                                .array(
                                    chapter.steps.map {
                                        .object([("id", .string($0.id)), ("title", .string($0.title))])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }

    /// What comes before a step's answer.
    package init(questionOf step: LessonStep) {
        self = .object([
            ("id", .string(step.id)), ("title", .string(step.title)), ("opening", .string(step.opening)),
            ("kitchen", .string(step.kitchen)), ("question", .string(step.question)), ("hint", .string(step.hint)),
            ("choices", .array(step.choices.map { .string($0.text) })),
            ("sides", step.sides.map { .array(SidesText($0).fault.map { .string($0) }) } ?? .null),
        ])
    }

    /// A step's answer: what holds, why, why the others tempt, what the run shows, and what to try.
    ///
    /// - Parameters:
    ///   - reveal: the step's run at its own settings.
    ///   - guess: what was committed to.
    ///   - exception: the figure that shows where a myth is true.
    ///   - isKitchen: whether lanes have the names of a kitchen.
    /// - Throws: when the run does not decide between the choices.
    package init(
        page reveal: Reveal, guess: Prediction, exception: Answer?, isKitchen: Bool
    ) throws(LessonError) {
        let step = reveal.step
        let right = try step.verdict(reveal).right
        let others = step.choices.enumerated().compactMap { index, choice in
            choice.misconception.map { (index, choice.text, $0) }
        }
        let trial = step.trial
        self = .object([
            ("step", .string(step.id)), ("right", .integer(Int64(right))),
            ("chosen", guess.choice.map { .integer(Int64($0)) } ?? .null),
            ("isRight", guess.choice.map { .bool($0 == right) } ?? .null),
            ("answer", .string(AnswerText(reveal.answer, step.expression).sentence)), ("why", .string(step.why)),
            (
                "others",
                .array(
                    others.map { index, text, wrong in
                        .object([
                            ("choice", .integer(Int64(index))), ("text", .string(text)),
                            ("belief", .string(wrong.belief)), ("rebuttal", .string(wrong.rebuttal)),
                        ])
                    })
            ),
            ("picture", try Self.picture(of: reveal, isKitchen: isKitchen)),
            ("exception", step.exception.flatMap { place in exception.map { Self.exception(place, $0) } } ?? .null),
            (
                "sides",
                step.sides.map { .object([("wrong", .string($0.wrong)), ("right", .string($0.right))]) } ?? .null
            ),
            (
                "trial",
                .object([
                    ("question", .string(trial.question)), ("path", .string(trial.path)),
                    ("value", .string(trial.value)),
                ])
            ),
            ("command", .string(reveal.run.simulateCommand(step.variants))),
            (
                "laboratory",
                .object([
                    ("name", .string(step.run.path)), ("variants", .array(step.variants.map { .string($0) })),
                    ("set", .array(step.run.changes.map { .string($0) })),
                ])
            ),
        ])
    }

    /// What came of a change that the learner made.
    ///
    /// - Parameters:
    ///   - reveal: the step's run with the change.
    ///   - isKitchen: whether lanes have the names of a kitchen.
    ///   - mostRecorded: spans and changes of state that each timeline may have.
    /// - Throws: when a variant was not run.
    package init(
        tried reveal: Reveal, isKitchen: Bool, mostRecorded: Int = TimelineWindow.mostRecorded
    ) throws(LessonError) {
        self = .object([
            ("answer", .string(AnswerText(reveal.answer, reveal.step.expression).sentence)),
            ("picture", try Self.picture(of: reveal, isKitchen: isKitchen, mostRecorded)),
            ("command", .string(reveal.run.simulateCommand(reveal.step.variants))),
        ])
    }

    private static func picture(
        of reveal: Reveal, isKitchen: Bool, _ mostRecorded: Int = TimelineWindow.mostRecorded
    ) throws(LessonError) -> JSONValue {
        switch reveal.step.picture {
        case .timeline(let variants, let from, let to):
            let timelines = try reveal.timelines(isKitchen: isKitchen, mostRecorded: mostRecorded)
            return .object([
                ("kind", "timeline"),
                ("command", .string(reveal.run.timelineCommand(variants, from: from, to: to))),
                (
                    "figures",
                    .array(zip(timelines, variants).map { JSONValue(spansOf: TimelineFigure($0), variant: $1) })
                ), ("causes", idleCauses),
            ])
        case .bars(let metric, let variants):
            let bars = try LessonBars(metric, variants, reveal.results)
            return .object([
                ("kind", "bars"), ("command", .string(reveal.run.simulateCommand(reveal.step.variants))),
                ("title", .string(bars.title)), ("unit", .string(metric.unit.rawValue)),
                (
                    "values",
                    .array(
                        bars.values.map { variant, value in
                            .object([
                                ("variant", .string(variant)), ("value", JSONValue(value)),
                                ("text", .string(bars.text(value))),
                            ])
                        })
                ),
            ])
        }
    }

    private static func exception(_ exception: LessonException, _ answer: Answer) -> JSONValue {
        .object([
            ("text", .string(exception.text)),
            ("sentence", .string(AnswerText(answer, exception.expression).sentence)),
            ("command", .string(exception.run.simulateCommand(exception.expression.variants))),
        ])
    }
}
