import Pipelines

/// A section or a stage of a scenario's tree.
struct AddressedPart {
    /// What a path to it begins with, in the one spelling by which paths are compared.
    let address: String
    /// Its parameters.
    let type: any Section.Type
    /// What the scenario says of it.
    let body: DocumentNode
}

extension DocumentNode {
    /// A section of a scenario's platform, or of its root, with nothing said of it where it is not written.
    func part(_ section: any Section.Type, in parent: DocumentNode?) -> AddressedPart {
        let absent = DocumentNode(content: .empty, location: location)
        return AddressedPart(address: section.name, type: section, body: parent?[section.name] ?? absent)
    }

    /// The section or stage of a scenario's tree that a path leads into, and the names behind it; nil where it leads into
    /// none.
    func part(at path: String, of operators: OperatorRegistry) -> (part: AddressedPart, rest: [String])? {
        var names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isOfPlatform = names.first == "platform"
        if isOfPlatform { names.removeFirst() }
        guard let first = names.first else { return nil }
        let rest = Array(names.dropFirst())
        if let section = Platform.sections.first(where: { $0.name == first }) {
            return (part(section, in: self["platform"]), rest)
        }
        if isOfPlatform { return nil }
        if let section = TreeEdit.rootSections.first(where: { $0.name == first }) {
            return (part(section, in: self), rest)
        }
        let stages = stageAddresses(of: operators)
        return stages.stage(at: first).map {
            (AddressedPart(address: stages.address(of: $0), type: $0.type, body: $0.body), rest)
        }
    }
}
