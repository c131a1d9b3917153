package import ScenarioFiles

/// A result of DLIO on a system: how busy a number of accelerators was kept with a workload.
package struct BenchmarkRow: Sendable, Equatable {
    /// What the table calls the workload.
    package let workload: String
    /// Seconds that a step computes.
    let computeSeconds: Double
    /// Bytes that a step of one accelerator reads.
    let bytes: Double
    /// Accelerators of all hosts.
    let accelerators: Int
    /// Accelerators of a host, the mean of all hosts.
    let acceleratorsPerHost: Double
    /// Accelerator utilisation, a fraction of one.
    let utilisation: Double

    /// Reads the rows of a table with the columns `workload`, `accelerators`, `au_percent` and, where there are several
    /// hosts, `hosts`.
    ///
    /// - Parameters:
    ///   - table: the results of one system.
    ///   - workload: reads a workload's file by its name in the table.
    /// - Throws: when a column or a cell is missing, or a value makes no sense; the messages tell where.
    package static func rows<Failure: Error>(
        of table: ResultTable, workload: (String) throws(Failure) -> DLIOWorkload
    ) throws -> [BenchmarkRow] {
        for column in ["workload", "accelerators", "au_percent"] where !table.columns.contains(column) {
            throw table.mistake(
                "there is no column `\(column)`", accepted: "`workload`, `accelerators`, `au_percent`, and `hosts`")
        }
        return try table.rows.map { row in
            guard let name = table.cell("workload", of: row) else {
                throw table.mistake("the workload's file is missing", in: row, "workload")
            }
            return try BenchmarkRow(table, row, name, try workload(name))
        }
    }

    private init(
        _ table: ResultTable, _ row: ResultTable.Row, _ name: String, _ workload: DLIOWorkload
    ) throws(ScenarioFileError) {
        accelerators = try Self.count("accelerators", 1...1_000_000, of: row, in: table)
        let hosts =
            table.cell("hosts", of: row) == nil ? 1 : try Self.count("hosts", 1...accelerators, of: row, in: table)
        let percent = try table.number("au_percent", of: row)
        guard let percent, percent > 0, percent <= 100 else {
            let message = percent == nil ? "the AU is missing" : "this is not an AU"
            throw table.mistake(message, in: row, "au_percent", accepted: "above 0, at most 100")
        }
        computeSeconds = workload.training.computation.mean
        guard computeSeconds > 0 else {
            throw table.mistake("steps of this workload take no time: it has no AU", in: row, "workload")
        }
        self.workload = name
        bytes = workload.bytesPerStep
        acceleratorsPerHost = Double(accelerators) / Double(hosts)
        utilisation = percent / 100
    }

    private static func count(
        _ column: String, _ range: ClosedRange<Int>, of row: ResultTable.Row, in table: ResultTable
    ) throws(ScenarioFileError) -> Int {
        let accepted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = try table.number(column, of: row) else {
            throw table.mistake("the number of \(column) is missing", in: row, column, accepted: accepted)
        }
        guard let count = Int(exactly: number), range.contains(count) else {
            throw table.mistake(
                "`\(table.cell(column, of: row) ?? "")` is not accepted", in: row, column, accepted: accepted)
        }
        return count
    }
}

extension DLIOWorkload {
    /// Mean bytes that a step of one accelerator reads.
    var bytesPerStep: Double { Double(reader.batchSize) * data.bytesRead(by: reader) }
}
