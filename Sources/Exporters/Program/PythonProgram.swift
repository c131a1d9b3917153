import ScenarioFiles

/// A program of Python in the making: its opening words, constants and functions, from which its imports follow.
struct PythonProgram {
    /// What the program says of itself.
    var docstring: [String]
    /// Imports of packages, each with the word by whose use it is needed.
    var packages: [(use: String, statement: String)]
    /// Statements that give names to values, in order.
    var constants: [[String]] = []
    /// Functions and classes, in order.
    var definitions: [[String]] = []

    /// Modules of the standard library that a program may import.
    private static let modules = ["bisect", "itertools", "os", "random", "tempfile", "threading", "time"]
    /// What a program may import from others.
    private static let members = [
        (module: "collections", names: ["deque"]),
        (module: "collections.abc", names: ["Callable", "Iterable", "Iterator"]),
        (module: "concurrent.futures", names: ["Future", "ThreadPoolExecutor"]),
        (module: "functools", names: ["lru_cache"]),
    ]

    /// The program.
    var text: String {
        let body =
            constants.map { $0.joined(separator: "\n") } + definitions.map { $0.joined(separator: "\n") }
        let code = body.joined(separator: "\n")
        var sections = [
            docstring.joined(separator: "\n") + "\n\n" + imports(of: code).joined(separator: "\n")
        ]
        if !constants.isEmpty {
            sections[0] += "\n\n" + constants.map { $0.joined(separator: "\n") }.joined(separator: "\n")
        }
        sections += definitions.map { $0.joined(separator: "\n") }
        sections.append("if __name__ == \"__main__\":\n    main()")
        return sections.joined(separator: "\n\n\n") + "\n"
    }

    /// In the order of import sorters: the standard library, then packages.
    private func imports(of code: String) -> [String] {
        let plain = Self.modules.filter { Self.uses(code, $0 + ".") }.map { "import \($0)" }
        let from = Self.members.compactMap { member -> String? in
            let names = member.names.filter { name in ["(", "["].contains { Self.uses(code, name + $0) } }
            return names.isEmpty ? nil : "from \(member.module) import \(names.joined(separator: ", "))"
        }
        let needed = packages.filter { code.contains($0.use) }.map(\.statement)
        return plain + from + [""] + needed
    }

    /// Whether a word stands in the code that does not continue another.
    private static func uses(_ code: String, _ word: String) -> Bool {
        code.ranges(of: word).contains { range in
            guard range.lowerBound > code.startIndex else { return true }
            let before = code[code.index(before: range.lowerBound)]
            return !before.isLetter && before != "_" && before != "."
        }
    }
}

extension PythonProgram {
    /// A text of a user's for a docstring, which it does not end.
    static func documented(_ text: String) -> String {
        visible(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
