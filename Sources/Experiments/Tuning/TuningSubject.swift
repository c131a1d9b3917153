import Pipelines
public import ScenarioFiles

/// A variant whose tuning is judged.
public struct TuningSubject: Sendable {
    private let file: ScenarioFile
    /// The variant.
    public let variant: String
    private let overrides: [Override]

    /// - Parameters:
    ///   - file: a scenario file.
    ///   - variant: one of its variants.
    ///   - overrides: changes made after those of the variant.
    public init(_ file: ScenarioFile, variant: String, overrides: [Override] = []) {
        self.file = file
        self.variant = variant
        self.overrides = overrides
    }

    /// The scenario with more changes.
    func scenario(_ changes: [Override] = []) throws(ScenarioFileError) -> Scenario {
        try file.scenario(variant: variant, overrides: overrides + changes)
    }

    /// The changes that put a stage at the pipeline's end.
    func appending(_ name: String, value: String) throws(ScenarioFileError) -> [Override] {
        let count = try file.writtenStages(variant: variant, overrides: overrides).count
        return try file.overrides(
            making: [.insert(operator: name, value: value, at: count)], variant: variant, overrides: overrides)
    }
}
