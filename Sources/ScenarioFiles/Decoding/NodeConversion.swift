import Yams

/// Turns Yams' tree into nodes that know their place, and refuses what scenarios do without.
struct NodeConversion {
    let source: SourceText
    var log = DiagnosticLog()

    init(source: SourceText) { self.source = source }

    /// The tree below a node; refused parts become empty.
    mutating func convert(_ node: Node, depth: Int) -> DocumentNode {
        let location = location(of: node.mark)
        let refused = DocumentNode(content: .empty, location: location)
        guard depth < InputLimits.depth else {
            log.report("nested more than \(InputLimits.depth) levels deep", at: location)
            return refused
        }
        // An alias is a copy of the anchored node, so that this also keeps chains of aliases from being followed.
        guard node.anchor == nil else {
            log.report(
                "anchors and aliases (`&name`, `*name`) are not supported", at: location,
                accepted: "the value itself; variants with `from` share what they have in common")
            return refused
        }
        switch node {
        case .scalar(let scalar):
            check(scalar, at: location)
            let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
            return DocumentNode(content: isNull ? .empty : .scalar(scalar.string), location: location)
        case .sequence(let sequence):
            check(sequence.tag, at: location)
            return DocumentNode(
                content: .sequence(sequence.map { convert($0, depth: depth + 1) }), location: location)
        case .mapping(let mapping):
            check(mapping.tag, at: location)
            return DocumentNode(
                content: .mapping(mapping.compactMap { entry($0.key, $0.value, depth: depth) }), location: location)
        case .alias:
            return refused
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> DocumentNode.Entry? {
        let location = location(of: key.mark)
        guard case .scalar(let scalar) = key, key.anchor == nil else {
            log.report("a key must be plain text", at: location)
            return nil
        }
        guard scalar.string != "<<" else {
            log.report(
                "merge keys (`<<`) are not supported", at: location,
                accepted: "the keys themselves; variants with `from` share what they have in common")
            return nil
        }
        return DocumentNode.Entry(
            key: scalar.string, keyLocation: location, value: convert(value, depth: depth + 1))
    }

    private mutating func check(_ scalar: Node.Scalar, at location: Location) {
        // Quoted texts carry the tag of strings, others only when it is written.
        if scalar.style != .plain, scalar.tag.description == Tag.Name.str.rawValue { return }
        check(scalar.tag, at: location)
    }

    private mutating func check(_ tag: Tag, at location: Location) {
        guard tag.description != Tag.Name.implicit.rawValue else { return }
        log.report("tags are not supported: \(quoted(tag.description))", at: location)
    }

    private func location(of mark: Mark?) -> Location {
        Location(source: source, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
