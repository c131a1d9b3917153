import PipelineRuns
import ScenarioFiles

/// Rows of runs, one for each run of a variant: `runs.csv` of `overlap validate`.
struct RunRows {
    static let columns = ["variant", "run"] + ValidationMetric.all.map(\.name) + ["out_of_memory"]

    private let table: ResultTable
    private let known: [String]

    init(_ table: ResultTable, _ known: [String]) {
        self.table = table
        self.known = known
    }

    func add(to results: inout MeasuredResults) throws(ScenarioFileError) {
        if let varied = table.columns.first(where: { !Self.columns.contains($0) }) {
            throw table.mistake(
                "`\(varied)` was varied, and a scenario has one value of it",
                accepted: "runs of `overlap validate` without `--vary`")
        }
        var values: [String: [[Double]]] = [:]
        for row in table.rows {
            let isOutOfMemory = table.cell("out_of_memory", of: row) == "1"
            var numbers: [[Double]] = []
            for metric in ValidationMetric.all {
                numbers.append([try table.number(metric.name, of: row)].compactMap { $0 })
            }
            try results.update(in: row, of: table, known: known) { variant in
                if isOutOfMemory { variant.isOutOfMemory = true }
                let own = values[variant.name] ?? numbers.map { _ in [] }
                values[variant.name] = zip(own, numbers).map { $0 + $1 }
                variant.figures = zip(ValidationMetric.all, values[variant.name] ?? []).compactMap { metric, values in
                    values.isEmpty ? nil : MeasuredFigure(metric.metric, ofRuns: values)
                }
            }
        }
    }
}
