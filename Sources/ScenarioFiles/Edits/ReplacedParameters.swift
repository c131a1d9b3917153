import Pipelines

extension ScenarioFile {
    /// Refuses changes of parameters that others of the scenario replace.
    ///
    /// They would change nothing, so that a sweep or a search along them would conclude that nothing depends on them. A
    /// change of a whole section, as in an overlay, may name more than counts.
    ///
    /// - Throws: when a change names such a parameter, unless a later one names what replaces it.
    func refuseReplaced(_ overrides: [Override], variant: String) throws(ScenarioFileError) {
        var tree = try tree(variant: variant, overrides: [])
        var log = DiagnosticLog()
        for (index, change) in overrides.enumerated() {
            change.edit.apply(to: &tree, of: operators, log: &log)
            guard let (part, name) = tree.parameter(namedBy: change.edit, of: operators),
                let other = part.replacement(of: name)
            else { continue }
            let isChangedLater = overrides[(index + 1)...].contains { later in
                tree.parameter(namedBy: later.edit, of: operators).map {
                    $0.part.address == part.address && $0.name == other
                } ?? false
            }
            if isChangedLater { continue }
            let replacing = quoted("\(part.address).\(other)")
            log.report(
                "\(quoted("\(part.address).\(name)")) has no effect here: \(replacing) replaces it",
                at: change.edit.location, accepted: "a change of \(replacing)")
        }
        try log.throwIfAny()
    }
}

extension DocumentNode {
    /// The parameter that a change names; nil where it gives a whole section or stage.
    fileprivate func parameter(
        namedBy edit: TreeEdit, of operators: OperatorRegistry
    ) -> (part: AddressedPart, name: String)? {
        guard let (part, rest) = part(at: edit.path, of: operators) else { return nil }
        let primary = edit.value.entries == nil ? part.type.primaryParameter : nil
        return (rest.first ?? primary).map { (part, $0) }
    }
}

extension AddressedPart {
    /// The parameter in whose presence another counts for nothing, if the scenario gives it.
    fileprivate func replacement(of name: String) -> String? {
        type.parameters.first { parameter in
            parameter.replaced.contains(name) && body[parameter.name].map { !$0.isEmpty } ?? false
        }?.name
    }
}
