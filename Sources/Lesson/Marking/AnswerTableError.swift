import ScenarioFiles

/// What is wrong with a table of answers, place by place.
public struct AnswerTableError: Error, CustomStringConvertible {
    /// One mistake.
    public struct Problem: Sendable, Equatable {
        /// The line of the file, from 1; nil where the file as a whole is at fault.
        public let line: Int?
        /// The column, from 1.
        public let column: Int?
        /// What is wrong.
        public let message: String
        /// What would be accepted.
        public let accepted: String?
    }

    /// What messages call the table.
    public let file: String
    /// At least one, in the order of the file.
    public let problems: [Problem]

    /// Most problems that a message tells.
    private static let most = 50

    /// A line for each problem, and what would be accepted.
    public var description: String {
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
