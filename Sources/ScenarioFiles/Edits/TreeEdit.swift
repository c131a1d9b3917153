import Pipelines

/// One change of a scenario's tree: a path, and what shall stand there.
struct TreeEdit: Sendable {
    /// `prefetch.buffer`, `platform.cpu.cores`, `decode`, ….
    let path: String
    /// Where the path is written.
    let location: Location
    /// The new value; a mapping for a stage or section changes several parameters.
    let value: DocumentNode
    /// Whether nothing stays of a section that it leads to.
    var replaces = false

    /// Changes a tree, or reports why the path leads nowhere.
    func apply(to root: inout DocumentNode, of operators: OperatorRegistry, log: inout DiagnosticLog) {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, !parts.contains("") else {
            log.report(
                "\(quoted(path)) is not a path", at: location, accepted: "names joined by dots: `prefetch.buffer`")
            return
        }
        if path == "pipeline" {
            root.set("pipeline", to: value, at: location)
        } else if first == "platform" {
            applyToPlatform(of: operators, parts.dropFirst(), &root, &log)
        } else if let section = Platform.sections.first(where: { $0.name == first }) {
            applyToPlatform(section: section, parts.dropFirst(), &root, &log)
        } else if let section = Self.rootSections.first(where: { $0.name == first }) {
            change(section, parts.dropFirst(), in: &root, &log)
        } else {
            applyToStage(first, of: operators, parts.dropFirst(), &root, &log)
        }
    }

    /// The sections that stand at the root.
    static let rootSections: [any Section.Type] = [TrainingLoop.self, ExecutionOptions.self, RunPlan.self]

    private func applyToPlatform(
        of operators: OperatorRegistry, _ parts: ArraySlice<String>, _ root: inout DocumentNode,
        _ log: inout DiagnosticLog
    ) {
        guard let name = parts.first else {
            guard let entries = value.entries else {
                log.report(
                    "`platform` has several sections", at: location,
                    accepted: Platform.sections.map { quoted("platform.\($0.name)") }.joined(separator: ", "))
                return
            }
            for entry in entries {
                TreeEdit(path: "platform.\(entry.key)", location: entry.keyLocation, value: entry.value)
                    .apply(to: &root, of: operators, log: &log)
            }
            return
        }
        guard let section = Platform.sections.first(where: { $0.name == name }) else {
            log.reportUnknown(
                "section", of: "platform", name, at: location, known: ScenarioTree.platformKeys,
                hint: WordElsewhere(name, of: operators).sentence())
            return
        }
        applyToPlatform(section: section, parts.dropFirst(), &root, &log)
    }

    private func applyToPlatform(
        section: any Section.Type, _ parts: ArraySlice<String>, _ root: inout DocumentNode, _ log: inout DiagnosticLog
    ) {
        let absent = DocumentNode(content: .mapping([]), location: location)
        var platform = root["platform"].flatMap { $0.isEmpty ? nil : $0 } ?? absent
        change(section, parts, in: &platform, &log)
        let keyLocation = root.entries?.first { $0.key == "platform" }?.keyLocation ?? location
        root.set("platform", to: platform, at: keyLocation)
    }

    /// Changes the section below the key of its name.
    private func change(
        _ section: any Section.Type, _ parts: ArraySlice<String>, in parent: inout DocumentNode,
        _ log: inout DiagnosticLog
    ) {
        let entry = parent.entries?.first { $0.key == section.name }
        let absent = DocumentNode(content: .empty, location: location)
        var body = replaces ? absent : entry?.value ?? absent
        change(body: &body, of: section, parts, &log)
        parent.set(section.name, to: body, at: entry?.keyLocation ?? location)
    }

    private func applyToStage(
        _ name: String, of operators: OperatorRegistry, _ parts: ArraySlice<String>, _ root: inout DocumentNode,
        _ log: inout DiagnosticLog
    ) {
        guard var pipeline = root["pipeline"], var items = pipeline.items else { return }
        let stages = root.stageAddresses(of: operators)
        guard let index = stageIndex(of: name, in: stages, of: operators, parts, &log),
            let outline = stages.outlines[index]
        else { return }
        let operatorName = outline.type.name
        var body = items[index][operatorName] ?? DocumentNode(content: .empty, location: items[index].location)
        change(body: &body, of: outline.type, parts, &log)
        items[index].set(operatorName, to: body, at: outline.location)
        pipeline.content = .sequence(items)
        let keyLocation = root.entries?.first { $0.key == "pipeline" }?.keyLocation ?? location
        root.set("pipeline", to: pipeline, at: keyLocation)
    }

    /// The stage that a name leads to, or nil once it is reported why it leads to none.
    private func stageIndex(
        of name: String, in stages: StageAddresses, of operators: OperatorRegistry, _ parts: ArraySlice<String>,
        _ log: inout DiagnosticLog
    ) -> Int? {
        switch stages.target(of: name) {
        case .stage(let index): return index
        case .several(let addresses):
            log.report(
                "\(quoted(name)) is ambiguous: it is the operator of \(addresses.map(quoted).joined(separator: ", "))",
                at: location, accepted: "one of these, or a name that `name: …` gives a stage in its parameters")
        case .nothing:
            if stages.outlines.contains(where: { $0 == nil }) { break }
            reportUnknown(name, parts, stages, of: operators, &log)
        }
        return nil
    }

    private func reportUnknown(
        _ name: String, _ parts: ArraySlice<String>, _ stages: StageAddresses, of operators: OperatorRegistry,
        _ log: inout DiagnosticLog
    ) {
        let sections = Platform.sections + Self.rootSections
        let addressed = stages.outlines.compactMap { $0 }.map { (stages.address(of: $0), $0.type.parameters) }
        let known = addressed.map(\.0) + sections.map { $0.name } + ["platform", "pipeline"]
        let owners = addressed + sections.map { ($0.name, $0.parameters) }
        let owner = owners.first { $0.1.contains { $0.name == name } }?.0
        let nearest = nearestName(to: name, among: known).map { ([$0] + parts).joined(separator: ".") }
        let hints = ([name] + parts.suffix(1)).lazy.compactMap {
            WordElsewhere($0, of: operators).sentence(stages: addressed)
        }
        log.report(
            "\(quoted(path)) leads nowhere: there is no stage or section \(quoted(name))", at: location,
            accepted: known.map(quoted).joined(separator: ", "), suggestion: owner.map { "\($0).\(name)" } ?? nearest,
            hint: hints.first)
    }
}
