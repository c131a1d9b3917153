import Foundation
import Lesson
import Reports
import ScenarioFiles

/// A learner at a terminal: predict, commit, see, try, go on.
struct LessonSession {
    private let pages: LessonPages
    private var progress: LessonProgress
    private var isKept = true
    /// The step that is shown.
    private var current: LessonStep?

    init(_ pages: LessonPages, _ progress: LessonProgress) {
        self.pages = pages
        self.progress = progress
    }

    /// Goes through the steps until the last one, or until the learner leaves.
    ///
    /// - Parameter first: the step to begin with; the first that was not answered when nil.
    mutating func run(from first: LessonStep?) async throws(CommandFailure) {
        let open = pages.lesson.steps.first { !progress.answered.contains($0.id) }
        if first == nil, let open, !progress.records.isEmpty {
            try write("Going on with \(open.id);\n`overlap learn --restart` begins anew, `--list` shows all.\n\n")
        }
        if first == nil, progress.records.isEmpty { try write(pages.text.opening() + "\n") }
        guard var step = first ?? open else {
            try write(pages.list(progress) + "\nAll steps are answered.\n`overlap learn --restart` begins anew.\n")
            return try tellCalibration()
        }
        do {
            while true {
                current = step
                guard try await take(step) else { return try leave() }
                guard let next = pages.lesson.step(after: step.id) else { break }
                step = next
                try write("\n")
            }
        } catch {
            guard error.isInterruption else { throw error }
            throw .interrupted("\ninterrupted. \(resumeLine)")
        }
        try write("\n" + pages.text.ending())
        try write("\nThat was the last step. Next: overlap new -o mine.yaml\n")
        try tellCalibration()
    }

    /// One step; false when the learner leaves.
    private mutating func take(_ step: LessonStep) async throws(CommandFailure) -> Bool {
        try write(pages.text.question(step) + "\n")
        guard let reply = try reply(to: step) else { return false }
        if reply == .skip { return true }
        guard let guess = try guess(reply) else { return false }
        let reveal = try await pages.reveal(step, guess)
        try keep(LessonProgress.Record(id: step.id, guess: guess, isRight: reveal.isRight))
        try write("\n" + reveal.outcome + "\n")
        guard try ask("Enter: why") != nil else { return false }
        try write("\n" + reveal.reasons + pages.text.trial(step))
        return try await tryOut(step)
    }

    /// Asks until there is a choice, or the learner skips it; nil when they leave.
    private func reply(to step: LessonStep) throws(CommandFailure) -> LessonInput.Reply? {
        let choices = "1-\(step.choices.count)"
        while true {
            guard let line = try ask("Your answer: \(choices), u not sure, h hint, s skip, q quit") else { return nil }
            switch LessonInput.reply(line, choices: step.choices.count) {
            case .hint: try write(pages.text.hint(step))
            case .quit: return nil
            case nil: try write("Type a number (\(choices)), or u, h, s or q.\n")
            case let reply?: return reply
            }
        }
    }

    /// Asks how sure the learner is; nil when they leave.
    private func guess(_ reply: LessonInput.Reply) throws(CommandFailure) -> Prediction? {
        guard case .choice(let choice) = reply else { return Prediction(choice: nil, confidence: .low) }
        while true {
            guard let line = try ask("How sure: 1 low, 2 middle, 3 high") else { return nil }
            if line == "q" { return nil }
            if let confidence = LessonInput.confidence(line) {
                return Prediction(choice: choice, confidence: confidence)
            }
            try write("Type 1, 2 or 3.\n")
        }
    }

    /// Runs the learner's own values; false when they leave.
    private func tryOut(_ step: LessonStep) async throws(CommandFailure) -> Bool {
        while true {
            let question = "\(step.trial.path) (such as \(step.trial.value)), Enter goes on, q quits"
            guard let line = try ask(question) else { return false }
            if line.isEmpty { return true }
            if line == "q" { return false }
            do throws(CommandFailure) {
                try write(try await pages.tried(step, line))
            } catch {
                guard !error.isInterruption else { throw error }
                try write(error.message + "\n")
            }
        }
    }

    /// A line; nil at the end of the input.
    private func ask(_ question: String) throws(CommandFailure) -> String? {
        try write(pages.style.prompt(question))
        guard let line = try LessonInput.line() else {
            try write("\n")
            return nil
        }
        return line
    }

    private mutating func keep(_ record: LessonProgress.Record) throws(CommandFailure) {
        do throws(CommandFailure) { try progress.add(record) } catch {
            // What cannot be kept must not end the lesson; told once.
            if isKept { try write("\(error.message); the lesson goes on without saving.\n") }
            isKept = false
        }
    }

    private func leave() throws(CommandFailure) {
        try tellCalibration()
        try write(resumeLine + "\n")
    }

    private func tellCalibration() throws(CommandFailure) {
        let guesses = progress.records.map { (guess: $0.guess, isRight: $0.isRight) }
        if let text = LessonText.calibration(guesses, pages.style) { try write("\n" + text) }
    }

    private var resumeLine: String {
        let open = pages.lesson.steps.first { !progress.answered.contains($0.id) }
        return "`overlap learn` goes on with \(open?.id ?? current?.id ?? "1")."
    }

    private func write(_ text: String) throws(CommandFailure) { try OutputFile.write(text, to: nil) }
}
