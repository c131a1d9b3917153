import Pipelines

/// A pipeline's list on its way through edits.
struct EditedPipeline {
    private struct Item {
        var node: DocumentNode
        let type: any Operator.Type
        /// The name that it has in the list as written; nil for a new stage.
        let name: String?
        let isNamed: Bool
        let location: Location
    }

    private var items: [Item]
    private let location: Location
    private let operators: OperatorRegistry

    /// The list of a tree that has been decoded.
    init?(_ root: DocumentNode, of operators: OperatorRegistry) {
        guard let pipeline = root["pipeline"], let nodes = pipeline.items else { return nil }
        var log = DiagnosticLog()
        let outlines = StageOutline.all(in: pipeline, of: operators, log: &log)
        self.operators = operators
        location = pipeline.location
        items = zip(nodes, outlines).compactMap { node, outline in
            outline.map {
                Item(node: node, type: $0.type, name: $0.name, isNamed: $0.isNamed, location: $0.location)
            }
        }
        guard items.count == nodes.count else { return nil }
    }

    /// The stages.
    var stages: [WrittenStage] {
        items.compactMap { item in
            item.name.map {
                WrittenStage(
                    name: $0, file: item.location.source.name, line: item.location.line, column: item.location.column)
            }
        }
    }

    /// The list as it stands now; stages that the edits would give another automatic name keep theirs.
    var node: DocumentNode {
        let nodes = items.map(\.node)
        var log = DiagnosticLog()
        let list = DocumentNode(content: .sequence(nodes), location: location)
        let outlines = StageOutline.all(in: list, of: operators, log: &log)
        var taken = items.compactMap(\.name)
        let named = zip(items, outlines).map { item, outline in
            guard let automatic = outline?.name, !item.isNamed, automatic != item.name else { return item.node }
            guard let name = item.name ?? (taken.contains(automatic) ? unused(item.type.name, taken) : nil) else {
                return item.node
            }
            if item.name == nil { taken.append(name) }
            return Self.changing(item, "name", to: DocumentNode(content: .scalar(name), location: item.location))
        }
        return DocumentNode(content: .sequence(named), location: location)
    }

    /// What a path to a stage begins with; nil where there is no such stage.
    func address(of stage: String) -> String? {
        guard items.contains(where: { $0.name == stage }) else { return nil }
        return StageNames.address(of: stage, among: items.map { ($0.name ?? "", $0.type.name) })
    }

    /// Whether an edit would change anything: what is not there is not left out.
    func isChanged(by edit: PipelineEdit) -> Bool {
        guard case .remove(let stage, let parameter) = edit else { return true }
        guard let item = items.first(where: { $0.name == stage }), let body = item.node[item.type.name] else {
            return false
        }
        if let entries = body.entries { return entries.contains { $0.key == parameter } }
        return body.isScalar && parameter == item.type.primaryParameter
    }

    /// Makes an edit.
    ///
    /// - Throws: when a value is not YAML.
    mutating func apply(_ edit: PipelineEdit) throws(ScenarioFileError) {
        switch edit {
        case .set(let stage, let parameter, let value):
            guard let index = items.firstIndex(where: { $0.name == stage }) else { return }
            let value = try Override(path: "\(stage).\(parameter)", value: value).edit.value
            items[index].node = Self.changing(items[index], parameter, to: value)
        case .remove(let stage, let parameter):
            guard isChanged(by: edit), let index = items.firstIndex(where: { $0.name == stage }) else { return }
            items[index].node = Self.leaving(parameter, outOf: items[index])
        case .insert(let name, let value, let position):
            guard let type = operators.named(name) else { return }
            let body = try Override(path: name, value: value).edit.value
            var node = DocumentNode(content: .mapping([]), location: location)
            node.set(name, to: body, at: location)
            let item = Item(node: node, type: type, name: nil, isNamed: false, location: location)
            items.insert(item, at: min(position, items.count))
        case .move(let stage, let position):
            guard let index = items.firstIndex(where: { $0.name == stage }) else { return }
            let item = items.remove(at: index)
            items.insert(item, at: min(position, items.count))
        }
    }

    private static func changing(_ item: Item, _ parameter: String, to value: DocumentNode) -> DocumentNode {
        var node = item.node
        var body = node[item.type.name] ?? DocumentNode(content: .empty, location: item.location)
        var log = DiagnosticLog()
        TreeEdit(path: parameter, location: value.location, value: value)
            .change(body: &body, of: item.type, [parameter], &log)
        node.set(item.type.name, to: body, at: item.location)
        return node
    }

    private static func leaving(_ parameter: String, outOf item: Item) -> DocumentNode {
        var node = item.node
        let kept = (node[item.type.name]?.entries ?? []).filter { $0.key != parameter }
        node.set(item.type.name, to: DocumentNode(content: .mapping(kept), location: item.location), at: item.location)
        return node
    }

    private func unused(_ name: String, _ taken: [String]) -> String? {
        (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) }
    }
}

extension ScenarioFile {
    /// The stages of a variant and where they are written.
    ///
    /// - Parameters:
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Throws: when an override leads nowhere.
    public func writtenStages(
        variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> [WrittenStage] {
        EditedPipeline(try tree(variant: variant, overrides: overrides), of: operators)?.stages ?? []
    }

    /// The overrides that make edits of a variant's pipeline: paths of stages, or the whole list where its order
    /// changes.
    ///
    /// - Parameters:
    ///   - edits: in their order.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant, and before the edits.
    /// - Throws: when an override leads nowhere, or a value is not YAML.
    public func overrides(
        making edits: [PipelineEdit], variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> [Override] {
        let tree = try tree(variant: variant, overrides: overrides)
        guard var pipeline = EditedPipeline(tree, of: operators) else { return [] }
        var paths: [Override] = []
        let edits = edits.filter(pipeline.isChanged)
        for edit in edits {
            if case .set(let stage, let parameter, let value) = edit, let address = pipeline.address(of: stage) {
                paths.append(try Override(path: "\(address).\(parameter)", value: value))
            }
            try pipeline.apply(edit)
        }
        if paths.count == edits.count { return paths }
        return [try Override(path: "pipeline", value: pipeline.node.flowText)]
    }
}

extension Override {
    /// The change as lines of YAML, for a file: `prefetch.buffer: 2`, or a list with one stage on each line.
    public var yamlLines: [String] {
        guard let items = edit.value.items else { return ["\(path): \(edit.value.flowText)"] }
        return ["\(path):"] + items.map { "  - \($0.itemText)" }
    }
}
