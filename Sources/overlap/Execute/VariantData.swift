import PipelineExecution
import Pipelines
import ScenarioFiles

/// The data that the variants of a scenario read, and which variants share them.
struct VariantData {
    /// In the order of the first variant that reads them.
    private(set) var groups: [Group] = []

    /// Variants that read the same data.
    struct Group {
        let dataSet: DataSet
        var variants: [String]
    }

    /// - Parameters:
    ///   - variant: the only one that matters; all when nil.
    init(_ file: ScenarioFile, variant: String?, _ changes: ChangeOptions) throws(CommandFailure) {
        let scenarios = try file.scenarios(variant.map { [$0] } ?? file.variantNames, try changes.overrides())
        do { try self.init(scenarios) } catch { throw CommandFailure(error) }
    }

    private init(_ scenarios: [Scenario]) throws(DataError) {
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

    /// The data of all variants.
    ///
    /// - Throws: a failure that names the groups when not all variants read the same data.
    func only() throws(CommandFailure) -> DataSet {
        guard groups.count != 1 else { return groups[0].dataSet }
        let lines = groups.map { group in
            "  \(group.variants.map { "`\($0)`" }.joined(separator: ", ")): \(DatagenText.summary(group.dataSet))"
        }
        throw .usage(
            "the variants read different data; choose one with `--variant`, and a directory of its own with `--data`\n"
                + lines.joined(separator: "\n"))
    }
}

extension CommandFailure {
    /// Files of data that cannot be used or written.
    init(_ error: DataError) {
        switch error {
        case .notEnoughSpace(let path, let needed, let free, let reserve):
            let (needed, free) = (QuantityFormat.bytes(Double(needed)), QuantityFormat.bytes(Double(free)))
            self = .inputOutput(
                "`\(path)` needs \(needed) more, and \(QuantityFormat.bytes(Double(reserve))) must stay free, "
                    + "but the file system has \(free)")
        case .otherData:
            self = .badScenario("\(error); give another directory with `--data`, or remove this one")
        case .stopped:
            self = .interrupted("interrupted")
        case .noManifest, .tooLarge, .incomplete, .notAFile, .wrongContents, .tooLong:
            self = .badScenario("\(error)")
        case .missing, .unreadable, .truncated, .diskFull, .inputOutput, .notEnoughFiles, .inUse:
            self = .inputOutput("\(error)")
        }
    }
}
