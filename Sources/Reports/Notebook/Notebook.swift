import ScenarioFiles

/// A Jupyter notebook that was not run yet, as the format nbformat 4.5 has it.
///
/// Source: Jupyter, *The Notebook file format*, version 4.5 (nbformat.readthedocs.io).
package struct Notebook: Sendable {
    /// A cell: text for people, or code.
    package enum Cell: Sendable, Equatable {
        /// Markdown.
        case markdown(String)
        /// Python.
        case code(String)
    }

    /// From the first to the last.
    package let cells: [Cell]
    /// What the identifiers of its cells begin with: letters, digits, `-` and `_`.
    private let name: String

    /// - Parameters:
    ///   - name: what the identifiers of its cells begin with: at most 32 letters, digits, `-` and `_`.
    ///   - cells: from the first to the last.
    package init(name: String, cells: [Cell]) {
        self.name = name
        self.cells = cells
    }

    /// The file's text.
    package var text: String {
        let value: JSONValue = [
            "cells": .array(cells.enumerated().map { index, cell in json(cell, id: "\(name)-\(index + 1)") }),
            "metadata": [
                "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
                "language_info": ["name": "python"],
            ],
            "nbformat": 4, "nbformat_minor": 5,
        ]
        return value.text() + "\n"
    }

    private func json(_ cell: Cell, id: String) -> JSONValue {
        switch cell {
        case .markdown(let text):
            ["cell_type": "markdown", "id": .string(id), "metadata": [:], "source": Self.lines(text)]
        case .code(let text):
            [
                "cell_type": "code", "execution_count": .null, "id": .string(id), "metadata": [:], "outputs": [],
                "source": Self.lines(text),
            ]
        }
    }

    /// The lines of a text, each but the last with its end: so that changes are seen line by line.
    private static func lines(_ text: String) -> JSONValue {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return .array(lines.enumerated().map { .string($1 + ($0 < lines.count - 1 ? "\n" : "")) })
    }
}
