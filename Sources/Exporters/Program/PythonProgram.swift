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

    /// Modules of the standard library that a program may need, each with the word by whose use it is needed.
    private static let standard = [
        (use: "bisect.", statement: "import bisect"),
        (use: "itertools.", statement: "import itertools"),
        (use: "os.", statement: "import os"),
        (use: "random.", statement: "import random"), (use: "tempfile.", statement: "import tempfile"),
        (use: "threading.", statement: "import threading"), (use: "time.", statement: "import time"),
        (use: "deque(", statement: "from collections import deque"),
        (use: "ThreadPoolExecutor", statement: "from concurrent.futures import ThreadPoolExecutor"),
        (use: "lru_cache", statement: "from functools import lru_cache"),
    ]
    private static let abstractTypes = ["Callable", "Iterable", "Iterator", "Sequence"]

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
        let abstract = Self.abstractTypes.filter { code.contains("\($0)[") }
        var standard = Self.standard.filter { Self.uses(code, $0.use) }.map(\.statement)
        if !abstract.isEmpty {
            standard.append("from collections.abc import \(abstract.joined(separator: ", "))")
        }
        let (plain, from) = (
            standard.filter { $0.hasPrefix("import") }, standard.filter { $0.hasPrefix("from") }
        )
        let needed = packages.filter { code.contains($0.use) }.map(\.statement)
        return plain.sorted() + from.sorted() + [""] + needed
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
    /// A text of a user's for comments and docstrings: it ends neither.
    static func documented(_ text: String) -> String {
        visible(text).replacing("\\", with: "/").replacing("\"", with: "'")
    }
}
