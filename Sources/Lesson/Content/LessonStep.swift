package import PipelineRuns

/// One step of the lesson: what to know, a question to commit to, the run that answers it, and what to try next.
package struct LessonStep: Sendable {
    /// How a learner names it: `3`, `myths/2`.
    package let id: String
    /// A few words.
    package let title: String
    /// What to know before the question; it reveals nothing.
    package let opening: String
    /// The same in the words of a kitchen.
    package let kitchen: String
    /// A program with a fault and without it, where the fault is to be found.
    package let sides: Sides?
    /// The scenario that answers the question.
    package let run: LessonRun
    /// What to commit to.
    package let question: String
    /// What helps to think about it, without the answer.
    package let hint: String
    /// At least three, in the order in which they are shown.
    package let choices: [Choice]
    /// What computes the answer.
    package let expression: AnswerExpression
    /// What of the run to look at.
    package let picture: LessonPicture
    /// Why the answer is what it is.
    package let why: String
    /// Where a myth holds.
    package let exception: LessonException?
    /// What to change next.
    package let trial: LessonTrial

    /// Two programs to be shown side by side.
    package struct Sides: Sendable {
        /// With the fault.
        package let wrong: String
        /// Without it.
        package let right: String
    }

    /// One of the answers offered.
    package struct Choice: Sendable {
        /// What it says.
        package let text: String
        /// The answers that it stands for.
        package let match: Match
        /// What somebody believes who chooses it, and why it does not hold; nil for the one that holds.
        package let misconception: Misconception?
    }

    /// Which answers a choice stands for.
    package enum Match: Sendable, Equatable {
        /// Figures in a range.
        case range(ClosedRange<Double>)
        /// A variant of the scenario.
        case variant(String)
    }

    /// Why a wrong answer tempts.
    package struct Misconception: Sendable, Equatable {
        /// The thought behind it.
        package let belief: String
        /// What is wrong with the thought.
        package let rebuttal: String
    }
}

/// What of a run is shown with the answer.
package enum LessonPicture: Sendable {
    /// What disk, workers and accelerator do over time, of these variants, between two times.
    case timeline(variants: [String], from: String?, to: String?)
    /// A bar for each of these variants.
    case bars(Metric, variants: [String])
}

/// Where what is wrong in general is true, and a run that shows it.
package struct LessonException: Sendable {
    /// Where it holds, and why.
    package let text: String
    /// What is run.
    package let run: LessonRun
    /// The figure that shows it.
    package let expression: AnswerExpression
    /// Where the figure lies.
    package let range: ClosedRange<Double>
}

/// One number to change, and what to ask oneself before.
package struct LessonTrial: Sendable {
    /// What to expect.
    package let question: String
    /// The path of the number in the scenario.
    package let path: String
    /// A value to begin with.
    package let value: String
}
