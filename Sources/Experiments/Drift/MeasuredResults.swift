import Measurements
import PipelineRuns
public import ScenarioFiles

/// Measured figures of the variants of a scenario, as `overlap execute --csv` or `overlap validate` writes them.
public struct MeasuredResults: Sendable {
    /// The variants, in the order of the file.
    public private(set) var variants: [MeasuredVariant] = []

    /// Reads a file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: the file's path, or `-`.
    ///   - known: the scenario's variants.
    /// - Throws: when it cannot be read or is neither of the two, with the line and the column.
    public init(path: String, variants known: [String]) throws(ScenarioFileError) {
        try self.init(try ResultTable(path: path), variants: known)
    }

    /// Reads a table.
    package init(_ table: ResultTable, variants known: [String]) throws(ScenarioFileError) {
        let columns = Set(table.columns)
        if columns.isSuperset(of: FigureRows.columns) {
            try FigureRows(table, known).add(to: &self)
        } else if columns.isSuperset(of: RunRows.columns), !columns.contains("predicted_at") {
            try RunRows(table, known).add(to: &self)
        } else {
            let hint =
                columns.contains("predicted_at") || columns.contains("measured_low")
                ? "; `overlap validate` writes the runs to `runs.csv` beside this file" : ""
            throw table.mistake(
                "these are not measured figures",
                accepted: "what `overlap execute --csv` writes, or `runs.csv` of `overlap validate`\(hint)")
        }
    }

    /// Changes what is known of a variant, which may be new.
    ///
    /// - Throws: for a variant that the scenario does not have.
    mutating func update(
        in row: ResultTable.Row, of table: ResultTable, known: [String], _ change: (inout MeasuredVariant) -> Void
    ) throws(ScenarioFileError) {
        let name = table.cell("variant", of: row) ?? ""
        guard known.contains(name) else {
            throw table.mistake(
                "the scenario has no variant `\(name)`", in: row, "variant",
                accepted: known.map { "`\($0)`" }.joined(separator: ", "),
                suggestion: nearestName(to: name, among: known))
        }
        let index = variants.firstIndex { $0.name == name } ?? variants.endIndex
        if index == variants.endIndex { variants.append(MeasuredVariant(name)) }
        change(&variants[index])
    }
}
