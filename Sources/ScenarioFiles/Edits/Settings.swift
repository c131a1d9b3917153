import Pipelines

extension ScenarioFile {
    /// All parameters of a variant with their values, as they are written or by default: those of the platform, of each stage
    /// in the pipeline's order, of the training loop, of the options and of the run.
    ///
    /// - Parameters:
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Throws: when an override leads nowhere, or a value is not accepted.
    public func settings(variant: String, overrides: [Override] = []) throws(ScenarioFileError) -> [Setting] {
        let tree = try tree(variant: variant, overrides: overrides)
        var decoder = NodeDecoder(dataFiles: dataFiles, operators: operators)
        let settings = decoder.parts(of: tree).flatMap { decoder.settings(of: $0) }
        try decoder.log.throwIfAny()
        return settings
    }
}

extension NodeDecoder {
    /// The sections and stages of a scenario, in order, each with what is said of it.
    fileprivate mutating func parts(of root: DocumentNode) -> [SettingPart] {
        func part(_ section: any Section.Type, in parent: DocumentNode?) -> SettingPart {
            let absent = DocumentNode(content: .empty, location: root.location)
            return SettingPart(name: section.name, type: section, body: parent?[section.name] ?? absent)
        }
        let stages = root["pipeline"].map { StageOutline.all(in: $0, of: operators, log: &log) } ?? []
        return Platform.sections.map { part($0, in: root["platform"]) }
            + stages.compactMap { $0 }.map { SettingPart(name: $0.name, type: $0.type, body: $0.body) }
            + TreeEdit.rootSections.map { part($0, in: root) }
    }

    fileprivate mutating func settings(of part: SettingPart) -> [Setting] {
        let values = parameters(of: part.type, from: part.body, at: part.body.location).values
        return part.type.parameters.map { Setting($0, of: part.name, value: values[$0.name]) }
    }
}

/// A section or a stage, and what a scenario says of it.
private struct SettingPart {
    var name: String
    var type: any Section.Type
    var body: DocumentNode
}
