package import PipelineRuns
package import ScenarioFiles

extension JSONValue {
    /// The table that `overlap simulate` prints, as texts: a row for each figure, with a cell for each variant.
    package init(tableOf summaries: [VariantSummary]) {
        self = .array(
            ComparisonTable(summaries: summaries).texts.map { head, cells in
                .object([("name", .string(head)), ("cells", .array(cells.map { .string($0) }))])
            })
    }
}
