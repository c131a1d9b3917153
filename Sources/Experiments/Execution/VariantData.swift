package import PipelineExecution
package import Pipelines

/// The data that the variants of a scenario read, and which variants share them.
package struct VariantData {
    /// In the order of the first variant that reads them.
    private(set) package var groups: [Group] = []

    /// Variants that read the same data.
    package struct Group {
        package let dataSet: DataSet
        fileprivate(set) package var variants: [String]
    }

    /// - Parameter scenarios: the variants.
    package init(_ scenarios: [Scenario]) throws(DataError) {
        // Sizes are drawn for each sample, so sources that are the same are to be drawn once.
        var sources: [(files: StoredFiles, seed: UInt64, group: Int)] = []
        for scenario in scenarios {
            let (files, seed) = (scenario.pipeline.storedFiles, scenario.run.seed)
            if let known = sources.first(where: { $0.files == files && $0.seed == seed }) {
                groups[known.group].variants.append(scenario.variant)
                continue
            }
            let dataSet = try DataSet(scenario)
            let group = groups.firstIndex { $0.dataSet == dataSet } ?? groups.count
            if group == groups.count { groups.append(Group(dataSet: dataSet, variants: [])) }
            groups[group].variants.append(scenario.variant)
            sources.append((files, seed, group))
        }
    }
}
