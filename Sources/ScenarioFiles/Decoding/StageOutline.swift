import Pipelines

/// A stage as the pipeline's list gives it, before its parameters are decoded: enough to address it.
struct StageOutline: Sendable {
    /// The operator.
    let type: any Operator.Type
    /// Unique unless the file gives a name twice: its `name`, or the operator's name, or `map-2`, ….
    let name: String
    /// Whether the file gives the name.
    let isNamed: Bool
    /// The parameters, without `name`.
    var body: DocumentNode
    /// The operator's name in the file.
    let location: Location

    /// The stages of a list, nil where one is not understood.
    static func all(
        in pipeline: DocumentNode, of operators: OperatorRegistry, log: inout DiagnosticLog
    ) -> [StageOutline?] {
        guard let items = pipeline.items, !items.isEmpty else {
            log.report(
                "\(pipeline.summary) is not a pipeline", at: pipeline.location,
                accepted: "a list of stages, which begins with `- source: …`")
            return []
        }
        guard items.count <= InputLimits.stages else {
            log.report("more than \(InputLimits.stages) stages", at: items[InputLimits.stages].location)
            return []
        }
        var names = StageNames()
        return items.map { outline(of: $0, operators, names: &names, log: &log) }
    }

    private static func outline(
        of item: DocumentNode, _ operators: OperatorRegistry, names: inout StageNames, log: inout DiagnosticLog
    ) -> StageOutline? {
        guard let (key, location, body) = operatorKey(of: item, log: &log) else { return nil }
        guard let type = operators.named(key) else {
            log.reportUnknown(
                "operator", key, at: location, known: operators.all.map { $0.name },
                hint: WordElsewhere(key, of: operators).sentence())
            return nil
        }
        let automatic = names.automatic(of: key)
        guard let entries = body.entries, let named = entries.first(where: { $0.key == "name" }) else {
            return StageOutline(type: type, name: automatic, isNamed: false, body: body, location: location)
        }
        var rest = body
        rest.content = .mapping(entries.filter { $0.key != "name" })
        guard let name = stageName(named.value, log: &log) else { return nil }
        return StageOutline(type: type, name: name, isNamed: true, body: rest, location: location)
    }

    /// `cache`, or a mapping whose only key is the operator.
    private static func operatorKey(
        of item: DocumentNode, log: inout DiagnosticLog
    ) -> (key: String, location: Location, body: DocumentNode)? {
        if let text = item.text {
            return (text, item.location, DocumentNode(content: .empty, location: item.location))
        }
        guard let entry = item.entries?.first else {
            log.report("\(item.summary) is not a stage", at: item.location, accepted: "`- operator: …`")
            return nil
        }
        if let second = item.entries?.dropFirst().first {
            log.report(
                "a stage has one key, its operator; \(quoted(second.key)) is a second one", at: second.keyLocation,
                accepted:
                    "`- \(entry.key): {\(second.key): …}`, or \(quoted(second.key)) indented below \(quoted(entry.key))"
            )
            return nil
        }
        return (entry.key, entry.keyLocation, entry.value)
    }

    private static func stageName(_ node: DocumentNode, log: inout DiagnosticLog) -> String? {
        guard let name = node.text, StageNames.allows(name) else {
            log.report("\(node.summary) cannot name a stage", at: node.location, accepted: StageNames.accepted)
            return nil
        }
        guard !StageNames.reserved.contains(name) else {
            log.report("\(quoted(name)) is a section of the file: a stage needs another name", at: node.location)
            return nil
        }
        return name
    }
}

/// The fixed keys of a scenario.
enum ScenarioTree {
    /// At the root, in the order of the documentation.
    static let rootKeys = [
        "overlap", "name", "question", "platform", "pipeline", "train", "options", "run", "lint", "lanes", "variants",
    ]
    /// Below `platform`.
    static let platformKeys = Platform.sections.map { $0.name }
    /// Below `lint`.
    static let lintKeys = ["off"]
}
