import Foundation
import ScenarioFiles

/// Changes that make another alternative of a scenario: `prefetch.buffer=4,decode.parallelism=8`.
struct ChangeGroup {
    /// What the alternative is called.
    let name: String
    /// The changes.
    let overrides: [Override]

    /// Reads changes that commas separate; those inside of brackets and quotes belong to a value.
    init(_ argument: String) throws(CommandFailure) {
        let parts = Self.parts(of: argument)
        name = parts.joined(separator: ", ")
        do throws(ScenarioFileError) {
            var overrides: [Override] = []
            for part in parts { overrides.append(try Override(argument: part)) }
            self.overrides = overrides
        } catch {
            throw CommandFailure(error)
        }
        if parts.isEmpty { throw .usage("`--against` names no change: `prefetch.buffer=8` is accepted") }
    }

    private static func parts(of argument: String) -> [String] {
        var parts = [""]
        var (depth, quote): (Int, Character?) = (0, nil)
        for character in argument {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "[{".contains(character) {
                depth += 1
            } else if "]}".contains(character) {
                depth -= 1
            } else if character == ",", depth == 0 {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
