import Pipelines
public import ScenarioFiles

/// What is planned for: a variant of a scenario file, with changes.
public struct PlanSubject: Sendable {
    /// The file.
    public let file: ScenarioFile
    /// One of its variants.
    public let variant: String
    /// Changes made after those of the variant.
    public let overrides: [Override]

    /// - Parameters:
    ///   - file: the file.
    ///   - variant: one of its variants.
    ///   - overrides: changes made after those of the variant.
    public init(_ file: ScenarioFile, variant: String, overrides: [Override] = []) {
        self.file = file
        self.variant = variant
        self.overrides = overrides
    }

    /// The scenario with more changes.
    func scenario(_ changes: [Override] = []) throws(PlanError) -> Scenario {
        do { return try file.scenario(variant: variant, overrides: overrides + changes) } catch {
            throw .notAccepted(error)
        }
    }

    /// A parameter with more changes; nil where there is none of that path.
    func setting(_ path: String, _ changes: [Override] = []) throws(PlanError) -> Setting? {
        do { return try file.setting(path, variant: variant, overrides: overrides + changes) } catch {
            throw .notAccepted(error)
        }
    }

    /// A path with the name of its parameter.
    func parameterPath(_ path: String, _ changes: [Override] = []) throws(PlanError) -> String {
        do { return try file.parameterPath(path, variant: variant, overrides: overrides + changes) } catch {
            throw .notAccepted(error)
        }
    }

    /// The same with more changes.
    func changed(_ changes: [Override]) -> PlanSubject {
        PlanSubject(file, variant: variant, overrides: overrides + changes)
    }
}
