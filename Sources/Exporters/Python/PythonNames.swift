import Foundation

/// Names of functions that are made of names of stages, each used once.
struct PythonNames {
    private var taken: Set<String>

    /// - Parameter reserved: names that the program uses itself.
    init(reserved: Set<String>) { taken = reserved.union(Self.keywords) }

    /// The name for what belongs to a stage: letters, digits and `_`, in lower case.
    ///
    /// - Parameters:
    ///   - stage: the stage's name.
    ///   - prefix: of the name, as `read_`.
    ///   - suffix: of the name, as `_sample`.
    mutating func name(for stage: String, prefix: String = "", suffix: String = "") -> String {
        let wanted = Self.identifier(prefix + Self.snakeCase(stage) + suffix)
        let free = taken.contains(wanted) ? wanted + "_stage" : wanted
        var (name, number) = (free, 2)
        while !taken.insert(name).inserted {
            name = "\(free)_\(number)"
            number += 1
        }
        return name
    }

    private static func snakeCase(_ text: String) -> String {
        let plain = text.folding(options: .diacriticInsensitive, locale: Locale(identifier: "en"))
        var name = ""
        var isAfterSmall = false
        for scalar in plain.unicodeScalars {
            let character = Character(scalar)
            let isKept = scalar.isASCII && (character.isLetter || character.isNumber)
            if isKept, character.isUppercase, isAfterSmall { name += "_" }
            name += isKept ? character.lowercased() : "_"
            isAfterSmall = isKept && !character.isUppercase
        }
        let words = name.split(separator: "_")
        return words.isEmpty ? "stage" : words.joined(separator: "_")
    }

    private static func identifier(_ name: String) -> String {
        name.first?.isNumber == true ? "stage_\(name)" : name
    }

    /// Words of the language, and those that it defines and programs use.
    private static let keywords: Set<String> = [
        "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del",
        "elif", "else",
        "except", "false", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
        "match", "none",
        "nonlocal", "not", "or", "pass", "raise", "return", "true", "try", "type", "while", "with",
        "yield",
        "all", "any", "bytes", "dict", "filter", "float", "id", "input", "int", "iter", "len", "list",
        "map", "max",
        "min", "next", "object", "open", "print", "range", "set", "sorted", "str", "sum", "tuple",
        "zip",
    ]
}
