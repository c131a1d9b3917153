import Lesson
import Reports
import ScenarioFiles

/// The answer of a step, in the two parts in which it is shown.
struct RevealedStep {
    let outcome: String
    let reasons: String
    let isRight: Bool

    var text: String { outcome + "\n" + reasons }
}

/// The texts of the lesson, with the runs that they need.
struct LessonPages {
    let lesson: Lesson
    let style: LessonStyle
    /// What is said at each step.
    let text: LessonText

    init(_ lesson: Lesson, _ style: LessonStyle) {
        self.lesson = lesson
        self.style = style
        text = LessonText(lesson, style)
    }

    /// The step that a learner names.
    func step(_ id: String) throws(CommandFailure) -> LessonStep {
        if let step = lesson.step(id) { return step }
        throw .unknown("step", visible(id), known: lesson.steps.map(\.id))
    }

    /// All steps, those marked that were answered.
    func list(_ progress: LessonProgress) -> String {
        LessonText.list(lesson, answered: progress.answered, style)
    }

    /// The scenario behind a step.
    func scenario(of step: LessonStep) -> String { BuiltInScenarios.text(of: step.run.scenario) ?? "" }

    /// A step's answer: what holds with the run that shows it, then the reasons.
    func reveal(_ step: LessonStep, _ guess: Prediction?) async throws(CommandFailure) -> RevealedStep {
        do throws(LessonError) {
            let reveal = try await step.reveal()
            return RevealedStep(
                outcome: try text.outcome(
                    reveal, guess: guess, timelines: try reveal.timelines(isKitchen: style.isKitchen)),
                reasons: try text.reasons(reveal, exception: try await step.exception?.answer()),
                isRight: guess?.choice == (try step.verdict(reveal).right))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// What came of a change.
    func tried(_ step: LessonStep, _ value: String) async throws(CommandFailure) -> String {
        do throws(LessonError) {
            return try text.tried(try await step.reveal(trying: value))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// A step's answer for other programs, or in words.
    func answer(_ step: LessonStep, _ guess: Prediction, isJSON: Bool) async throws(CommandFailure) -> String {
        guard isJSON else { return try await reveal(step, guess).text + text.trial(step) }
        do throws(LessonError) {
            return try JSONValue(try await step.reveal(), guess: guess).text() + "\n"
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Steps with their questions, and the answers after all of them.
    ///
    /// - Parameter steps: nil for the whole lesson.
    func text(of steps: [LessonStep]?) async throws(CommandFailure) -> String {
        let isWhole = steps == nil
        let steps = steps ?? lesson.steps
        var pages = (isWhole ? [text.opening()] : []) + steps.map { text.question($0) }
        pages.append(style.heading("Answers"))
        for step in steps {
            let answer = try await reveal(step, nil).text + text.trial(step)
            pages.append(style.heading("\(step.id): \(step.title)") + answer)
        }
        if isWhole { pages.append(text.ending()) }
        return pages.joined(separator: "\n")
    }
}
