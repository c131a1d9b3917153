import Foundation

/// What a pupil wrote for one exercise.
package enum WrittenAnswer: Sendable, Equatable {
    /// Nothing, `-` or `?`.
    case blank
    /// A number, in the unit of the exercise.
    case number(Double)
    /// The position of a choice.
    case choice(Int)

    /// Why a text is no answer, and what would be one.
    struct Refusal: Error, Equatable {
        let reason: String
        let accepted: String
    }

    /// Characters of an answer; more are no answer.
    private static let mostCharacters = 60
    /// What may stand around a unit: spaces, and the point of an abbreviation.
    private static let aroundUnits = CharacterSet.whitespaces.union(["."])

    /// Reads `12.5`, `12,5 ms`, `~ 3 ÷ 4`, `80 %`, `b`, `(B)`.
    ///
    /// - Throws: when it is none of these, or may be two of them.
    init(_ text: String, to form: Exercise.Form) throws(Refusal) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !["", "-", "–", "—", "?"].contains(text) else {
            self = .blank
            return
        }
        switch form {
        case .number(let number): self = .number(try Self.number(text, number.unit))
        case .choices(let choices): self = .choice(try Self.choice(text, among: choices.count))
        }
    }

    private static func choice(_ text: String, among count: Int) throws(Refusal) -> Int {
        let letters = text.lowercased().unicodeScalars.filter { !"(). :".unicodeScalars.contains($0) }
        let first = UnicodeScalar("a").value
        if letters.count == 1, let letter = letters.first, (first..<first + UInt32(count)).contains(letter.value) {
            return Int(letter.value - first)
        }
        throw Refusal(reason: "is not one of the choices", accepted: "a letter from a to \(Self.letter(count - 1))")
    }

    /// The letter by which sheet and answers name a choice.
    package static func letter(_ position: Int) -> String {
        String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(position % 26))))
    }

    private static func number(_ text: String, _ unit: ExerciseUnit) throws(Refusal) -> Double {
        let accepted = "a number, such as `12.5`, `12,5`, `3 / 4` or `12.5 \(unit.rawValue)`; units: \(unit.names)"
        guard text.count <= mostCharacters else {
            throw Refusal(reason: "is too long for a number", accepted: accepted)
        }
        let text = plain(text)
        let digits = figure(at: text)
        let figure = String(digits.filter { !$0.isWhitespace })
        // The stroke of `/s` belongs to the unit.
        let isRate = figure.hasSuffix("/")
        let word = ((isRate ? "/" : "") + text.dropFirst(digits.count)).trimmingCharacters(in: aroundUnits)
        let value = try quotient(isRate ? String(figure.dropLast()) : figure, accepted)
        if word.isEmpty { return unit == .percent && abs(value) <= 1 ? value * 100 : value }
        guard let factor = unit.factor(of: word) else {
            throw Refusal(reason: "has the unit `\(word)`, which does not fit", accepted: accepted)
        }
        return value * factor
    }

    /// Without `~` before a number, with `/` for the `÷` of sheet and key, and without spaces around it.
    private static func plain(_ text: String) -> String {
        text.drop { "~≈".contains($0) }.replacing("÷", with: "/")
            .split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "/")
    }

    /// What may belong to a number at the beginning of a text: spaces do before three digits, as in `12 500`.
    private static func figure(at text: String) -> Substring {
        var end = text.startIndex
        while end < text.endIndex {
            let character = text[end]
            let following = text[end...].dropFirst().prefix { $0.isASCII && $0.isNumber }
            let isPart = character.isASCII && character.isNumber || ",./+-".contains(character)
            guard isPart || character.isWhitespace && following.count == 3 else { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    private static func quotient(_ text: String, _ accepted: String) throws(Refusal) -> Double {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let value: Double
        switch parts.count {
        case 1: value = try decimal(text, accepted)
        case 2: value = try decimal(String(parts[0]), accepted) / decimal(String(parts[1]), accepted)
        default: throw Refusal(reason: "is not a number", accepted: accepted)
        }
        guard value.isFinite else { throw Refusal(reason: "is not a number", accepted: accepted) }
        return value
    }

    /// A number with a decimal point or a decimal comma.
    private static func decimal(_ text: String, _ accepted: String) throws(Refusal) -> Double {
        let commas = text.count { $0 == "," }
        let hasPoint = text.contains(".")
        // `1,234` may be a bit more than one, or more than a thousand.
        let parts = text.drop { "+-".contains($0) }.split(separator: ",", omittingEmptySubsequences: false)
        let isThousands = parts.count == 2 && parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0] != "0"
        if commas > 0, hasPoint || commas > 1 || isThousands {
            let plain = text.replacing(",", with: "")
            throw Refusal(
                reason: "may be read in two ways", accepted: "`\(plain)` without a comma, or `1.5` with a point")
        }
        guard let value = Double(text.replacing(",", with: ".")), text.contains(where: \.isNumber) else {
            throw Refusal(reason: "is not a number", accepted: accepted)
        }
        return value
    }
}
