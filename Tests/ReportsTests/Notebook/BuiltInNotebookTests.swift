import Foundation
import Testing

@testable import Reports

@Suite struct BuiltInNotebookTests {
    /// The notebook, with every passage that it asks for.
    private static func cells(_ notebook: BuiltInNotebook) -> [Notebook.Cell] {
        let names = ["subject", "buffer", "commands", "note", "work", "calls", "axis", "second", "metric", "question"]
        let passages = Dictionary(uniqueKeysWithValues: names.map { ($0, MarkdownPassage.words($0)) })
        return notebook.text.notebook(name: notebook.rawValue, parameters: [:], passages: passages).cells
    }

    @Test(arguments: BuiltInNotebook.allCases)
    func `begins with a question and a commitment, and ends with something to change`(notebook: BuiltInNotebook) throws
    {
        let cells = Self.cells(notebook)
        guard case .markdown(let first)? = cells.first, case .markdown(let last)? = cells.last else {
            Issue.record("\(notebook) begins and ends with text")
            return
        }
        #expect(first.split(separator: "\n")[0].wholeMatch(of: /# .*\?/) != nil)
        #expect(first.contains("commands") || notebook == .validation)
        #expect(first.contains("**Commit before you look.**") && last.contains("## Change something\n\n1. "))
    }

    /// Where there is no Python this is told as skipped; `.ci/check-notebooks` needs one and runs all notebooks.
    @Test(.enabled(if: Python.path != nil, "no python3 here"), arguments: BuiltInNotebook.allCases)
    func `every cell of code is Python`(notebook: BuiltInNotebook) throws {
        for case .code(let code) in Self.cells(notebook) {
            let output = try Python.run("compile(\(PythonValue.text(code).literal), 'cell', 'exec')\nprint('ok')")
            #expect(String(decoding: output, as: UTF8.self) == "ok\n", "\(code)")
        }
    }

    @Test(arguments: BuiltInNotebook.allCases)
    func `needs nothing but the standard library and matplotlib`(notebook: BuiltInNotebook) {
        for case .code(let code) in Self.cells(notebook) {
            for line in code.split(separator: "\n") where line.hasPrefix("import ") || line.hasPrefix("from ") {
                let known = [
                    "import csv", "import json", "import matplotlib.pyplot as plt", "from statistics import median",
                ]
                #expect(known.contains(String(line)))
            }
        }
    }

    @Test func `has the recorded validations and the requirements as they are in the repository`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        func text(_ path: String) throws -> String {
            try String(
                contentsOf: root.appendingPathComponent("notebooks-export/\(path)").standardized, encoding: .utf8)
        }
        for (group, recorded) in NotebookFile.validations {
            #expect(try recorded == text("validation/\(group)/validation.csv"))
        }
        #expect(try NotebookFile.requirements == text("requirements.txt"))
        #expect(NotebookFile.requirements.split(separator: "\n").allSatisfy { $0.contains("==") })
    }
}
