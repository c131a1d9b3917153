import Foundation
import Lesson

/// Parts that sheet and key have in common.
struct ExerciseParts {
    private static let columns = 76

    /// `seed 7, steps 1 to 6`, `seed 7, steps 2, 3 and 5`.
    static func origin(_ sheet: ExerciseSheet) -> String {
        let numbers = sheet.steps.map { "\($0)" }
        guard let first = numbers.first, let last = numbers.last, numbers.count > 1 else {
            return "seed \(sheet.seed), step \(numbers.joined())"
        }
        let isWhole = sheet.steps == Array(ExerciseSheet.allSteps)
        let list = isWhole ? "\(first) to \(last)" : "\(numbers.dropLast().joined(separator: ", ")) and \(last)"
        return "seed \(sheet.seed), steps \(list)"
    }

    /// The options that make the sheet again.
    static func options(_ sheet: ExerciseSheet) -> String {
        let isWhole = sheet.steps == Array(ExerciseSheet.allSteps)
        let steps = sheet.steps.map { "\($0)" }.joined(separator: ",")
        return "--seed \(sheet.seed)\(isWhole ? "" : " --steps \(steps)")"
    }

    /// `3 %`.
    static func tolerance(_ number: NumberAnswer) -> String { QuantityFormat.percent(number.tolerance) }

    /// `153.7 to 160`: a range in four digits, none of which leads out of it.
    static func range(_ range: ClosedRange<Double>) -> String {
        func text(_ value: Double, _ rule: FloatingPointRoundingRule) -> String {
            guard value != 0 else { return "0" }
            let scale = pow(10, 3 - log10(abs(value)).rounded(.down))
            return String(format: "%.12g", (value * scale).rounded(rule) / scale)
        }
        return "\(text(range.lowerBound, .up)) to \(text(range.upperBound, .down))"
    }

    /// A command in a block, in lines that fit a page.
    static func block(_ command: String) -> String {
        var lines: [String] = []
        var line = ""
        for part in command.replacing(" --", with: "\n--").split(separator: "\n").map(String.init) {
            if line.isEmpty {
                line = part
            } else if line.count + 1 + part.count <= columns {
                line += " \(part)"
            } else {
                lines.append(line + " \\")
                line = "    " + part
            }
        }
        return "```sh\n\((lines + [line]).joined(separator: "\n"))\n```"
    }
}
