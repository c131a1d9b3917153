public import PipelineRuns

/// One step of the lesson: what to know, a question to commit to, the run that answers it, and what to try next.
public struct LessonStep: Sendable {
    /// How a learner names it: `3`, `myths/2`.
    public let id: String
    /// A few words.
    public let title: String
    /// What to know before the question; it reveals nothing.
    public let opening: String
    /// The same in the words of a kitchen.
    public let kitchen: String
    /// A program with a fault and without it, where the fault is to be found.
    public let sides: Sides?
    /// The scenario that answers the question.
    public let run: LessonRun
    /// What to commit to.
    public let question: String
    /// What helps to think about it, without the answer.
    public let hint: String
    /// At least three, in the order in which they are shown.
    public let choices: [Choice]
    /// What computes the answer.
    public let expression: AnswerExpression
    /// What of the run to look at.
    public let picture: LessonPicture
    /// Why the answer is what it is.
    public let why: String
    /// Where a myth holds.
    public let exception: LessonException?
    /// What to change next.
    public let trial: LessonTrial

    /// Two programs to be shown side by side.
    public struct Sides: Sendable {
        /// With the fault.
        public let wrong: String
        /// Without it.
        public let right: String
    }

    /// One of the answers offered.
    public struct Choice: Sendable {
        /// What it says.
        public let text: String
        /// The answers that it stands for.
        public let match: Match
        /// What somebody believes who chooses it, and why it does not hold; nil for the one that holds.
        public let misconception: Misconception?
    }

    /// Which answers a choice stands for.
    public enum Match: Sendable, Equatable {
        /// Figures in a range.
        case range(ClosedRange<Double>)
        /// A variant of the scenario.
        case variant(String)
    }

    /// Why a wrong answer tempts.
    public struct Misconception: Sendable, Equatable {
        /// The thought behind it.
        public let belief: String
        /// What is wrong with the thought.
        public let rebuttal: String
    }
}

/// What of a run is shown with the answer.
public enum LessonPicture: Sendable {
    /// What disk, workers and accelerator do over time, of these variants, between two times.
    case timeline(variants: [String], from: String?, to: String?)
    /// A bar for each of these variants.
    case bars(Metric, variants: [String])
}

/// Where what is wrong in general is true, and a run that shows it.
public struct LessonException: Sendable {
    /// Where it holds, and why.
    public let text: String
    /// What is run.
    public let run: LessonRun
    /// The figure that shows it.
    public let expression: AnswerExpression
    /// Where the figure lies.
    public let range: ClosedRange<Double>
}

/// One number to change, and what to ask oneself before.
public struct LessonTrial: Sendable {
    /// What to expect.
    public let question: String
    /// The path of the number in the scenario.
    public let path: String
    /// A value to begin with.
    public let value: String
}
