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
    /// The sections and stages of a scenario, in order.
    fileprivate mutating func parts(of root: DocumentNode) -> [AddressedPart] {
        let stages = StageAddresses(
            outlines: root["pipeline"].map { StageOutline.all(in: $0, of: operators, log: &log) } ?? [])
        return Platform.sections.map { root.part($0, in: root["platform"]) }
            + stages.outlines.compactMap { $0 }.map {
                AddressedPart(address: stages.address(of: $0), type: $0.type, body: $0.body)
            }
            + TreeEdit.rootSections.map { root.part($0, in: root) }
    }

    fileprivate mutating func settings(of part: AddressedPart) -> [Setting] {
        let values = parameters(of: part.type, from: part.body, at: part.body.location).values
        return part.type.parameters.map { Setting($0, of: part.address, value: values[$0.name]) }
    }
}
