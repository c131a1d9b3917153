import Pipelines

extension ScenarioFile {
    /// A variant as a scenario of its own, with all changes made: each section's values as they were decoded, in the
    /// order in which the section declares them.
    ///
    /// - Parameters:
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Throws: when an override leads nowhere, or its value is not accepted.
    package func document(
        variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> ScenarioDocument {
        let tree = try tree(variant: variant, overrides: overrides)
        var decoder = NodeDecoder(dataFiles: dataFiles, operators: operators)
        var document = ScenarioDocument(name: name)
        document.question = question.map { String($0.map { $0.isNewline ? " " : $0 }) }
        document.silencedRules = silencedRules
        document.laneNames = laneNames
        document.platform = Platform.sections.map { decoder.document(of: $0, in: tree["platform"]) }
            .filter { !$0.isEmpty }
        document.pipeline = decoder.stages(of: tree)
        document.training = decoder.document(of: TrainingLoop.self, in: tree)
        document.options = decoder.document(of: ExecutionOptions.self, in: tree)
        document.run = decoder.document(of: RunPlan.self, in: tree)
        try decoder.log.throwIfAny()
        return document
    }
}

extension NodeDecoder {
    /// A section as far as it is given below a node.
    fileprivate mutating func document(of type: any Section.Type, in parent: DocumentNode?) -> SectionDocument {
        var document = SectionDocument(type, .line)
        if let node = parent?[type.name] { fill(&document, type, node) }
        return document
    }

    fileprivate mutating func stages(of root: DocumentNode) -> [StageDocument] {
        guard let pipeline = root["pipeline"] else { return [] }
        return StageOutline.all(in: pipeline, of: operators, log: &log).compactMap { outline in
            guard let outline else { return nil }
            var stage = StageDocument(outline.type, name: outline.isNamed ? .word(outline.name) : nil)
            fill(&stage.parameters, outline.type, outline.body)
            return stage
        }
    }

    private mutating func fill(_ document: inout SectionDocument, _ type: any Section.Type, _ node: DocumentNode) {
        let values = parameters(of: type, from: node, at: node.location).values
        for parameter in type.parameters {
            if let value = values[parameter.name] { document.set(parameter.name, decoded: value) }
        }
    }
}
