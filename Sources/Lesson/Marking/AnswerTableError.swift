import ScenarioFiles

/// What is wrong with a table of answers, place by place.
package struct AnswerTableError: Error, CustomStringConvertible {
    /// One mistake.
    package struct Problem: Sendable, Equatable {
        /// The line of the file, from 1; nil where the file as a whole is at fault.
        package let line: Int?
        /// The column, from 1.
        package let column: Int?
        /// What is wrong.
        package let message: String
        /// What would be accepted.
        package let accepted: String?
    }

    /// What messages call the table.
    package let file: String
    /// At least one, in the order of the file.
    package let problems: [Problem]

    /// Most problems that a message tells.
    private static let most = 50

    /// A line for each problem, and what would be accepted.
    package var description: String {
        let lines = problems.prefix(Self.most).map { problem in
            let place = ([file] + [problem.line, problem.column].compactMap { $0.map(String.init) })
                .joined(separator: ":")
            let accepted = problem.accepted.map { "\n  accepted: \($0)" } ?? ""
            return visibleLines("\(place): error: \(problem.message)\(accepted)")
        }
        let others = problems.count - lines.count
        return (lines + (others > 0 ? ["and \(others) more"] : [])).joined(separator: "\n")
    }
}
