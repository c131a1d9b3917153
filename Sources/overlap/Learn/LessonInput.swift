import Files
import Foundation
import Lesson

/// What a learner types.
enum LessonInput {
    /// What somebody wants at a question.
    enum Reply: Equatable {
        case choice(Int)
        case unsure
        case hint
        case skip
        case quit
    }

    /// One line, without spaces around it; nil at the end of the input.
    ///
    /// - Throws: when the user interrupts it.
    static func line() throws(CommandFailure) -> String? {
        guard waitUntilReady(STDIN_FILENO, for: POLLIN) else { throw .interrupted("") }
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }

    /// What a line means at a question; nil for anything else.
    static func reply(_ line: String, choices: Int) -> Reply? {
        switch line.lowercased() {
        case "h", "hint": .hint
        case "s", "skip": .skip
        case "q", "quit": .quit
        case "u", "unsure", "not sure": .unsure
        case let text: position(text, choices: choices).map { .choice($0) }
        }
    }

    /// What `--answer` commits to.
    static func guess(_ text: String, choices: Int) throws(CommandFailure) -> Prediction {
        switch reply(text, choices: choices) {
        case .choice(let choice): return Prediction(choice: choice, confidence: .high)
        case .unsure: return Prediction(choice: nil, confidence: .low)
        default: throw .usage("`--answer` takes a number from 1 to \(choices), a letter, or `unsure`")
        }
    }

    /// How sure a line says that somebody is; nil for anything else.
    static func confidence(_ line: String) -> Prediction.Confidence? {
        let all = Prediction.Confidence.allCases
        if let number = Int(line) { return all.indices.contains(number - 1) ? all[number - 1] : nil }
        return line.isEmpty ? nil : all.first { $0.rawValue.hasPrefix(line.lowercased()) }
    }

    /// `3`, or `c` where letters are free.
    private static func position(_ text: String, choices: Int) -> Int? {
        if let number = Int(text) { return (1...choices).contains(number) ? number - 1 : nil }
        guard text.count == 1, let letter = text.unicodeScalars.first else { return nil }
        let position = Int(letter.value) - Int(UnicodeScalar("a").value)
        return (0..<choices).contains(position) ? position : nil
    }
}
