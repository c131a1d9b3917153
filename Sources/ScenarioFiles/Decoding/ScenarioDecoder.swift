import Pipelines

extension NodeDecoder {
    /// The scenario of a tree to which a variant and overrides have been applied.
    ///
    /// - Parameter laneNames: what the file calls the lanes, in all variants.
    mutating func scenario(
        _ root: DocumentNode, name: String, variant: String, laneNames: LaneNames = LaneNames()
    ) -> Scenario? {
        let platform = platform(root)
        let run = section(RunPlan.self, in: root)
        let options = section(ExecutionOptions.self, in: root)
        let training = section(TrainingLoop.self, in: root)
        let pipeline = pipeline(root, training: training)
        guard let platform, let pipeline, let run, let options else { return nil }
        var scenario = Scenario(
            name: name, variant: variant, platform: platform, pipeline: pipeline, run: run, options: options)
        scenario.laneNames = laneNames
        // The scenario stays as written; what the rewrites make of it must be possible too.
        do {
            try scenario.check()
            return scenario
        } catch {
            let entry = root.entries?.first { $0.key == "pipeline" }
            log.report(error.reason, at: entry?.keyLocation ?? root.location)
            return nil
        }
    }

    /// The version and the keys of the root, which no variant changes.
    mutating func header(_ root: DocumentNode) {
        guard let entries = root.entries else {
            log.report("\(root.summary) is not a scenario", at: root.location, accepted: StarterScenario.hint)
            return
        }
        for entry in entries where !ScenarioTree.rootKeys.contains(entry.key) {
            log.reportUnknown(
                "key", entry.key, at: entry.keyLocation, known: ScenarioTree.rootKeys,
                hint: WordElsewhere(entry.key, of: operators).sentence())
        }
        guard let version = root["overlap"] else {
            log.report("the version of the format is missing", at: root.location, accepted: "`overlap: 1`")
            return
        }
        guard version.text == "1" else {
            log.report(
                "version \(version.summary) of the format is not supported", at: version.location,
                accepted: "`overlap: 1`")
            return
        }
    }

    /// What the scenario calls itself.
    mutating func name(in root: DocumentNode) -> String? {
        guard let (text, location) = rootText("name", in: root, longest: 200) else { return nil }
        return log.isPlain(text, "the name of a scenario", at: location) ? text : nil
    }

    /// What the scenario is meant to answer: it may have several lines.
    mutating func question(in root: DocumentNode) -> String? {
        guard let (text, location) = rootText("question", in: root, longest: 10_000) else { return nil }
        let words = String(text.map { $0.isWhitespace ? " " : $0 })
        return log.isPlain(words, "a question", at: location) ? text : nil
    }

    private mutating func rootText(
        _ key: String, in root: DocumentNode, longest: Int
    ) -> (text: String, location: Location)? {
        guard let node = root[key], let text = text(node, accepted: "a text") else { return nil }
        guard (1...longest).contains(text.unicodeScalars.count) else {
            log.report(
                "\(quoted(key)) is empty or too long", at: node.location, accepted: "up to \(longest) characters")
            return nil
        }
        return (text, node.location)
    }

    private mutating func platform(_ root: DocumentNode) -> Platform? {
        let node = root["platform"] ?? DocumentNode(content: .mapping([]), location: root.location)
        if !node.isEmpty {
            guard entries(node, known: ScenarioTree.platformKeys, "section", of: "platform") != nil else { return nil }
        }
        let disk = section(Disk.self, in: node)
        let readCache = section(ReadCache.self, in: node)
        let cpu = section(CPU.self, in: node)
        let gpu = section(GPU.self, in: node)
        let memory = section(Memory.self, in: node)
        let overheads = section(Overheads.self, in: node)
        let processes = section(WorkerProcesses.self, in: node)
        guard let disk, let readCache, let cpu, let gpu, let memory, let overheads, let processes else { return nil }
        return Platform(
            disk: disk, readCache: readCache, cpu: cpu, gpu: gpu, memory: memory, overheads: overheads,
            processes: processes)
    }

    /// A section below the key of its name; nothing but defaults when the key is absent.
    private mutating func section<S: Section>(_ type: S.Type, in parent: DocumentNode) -> S? {
        let entry = parent.entries?.first { $0.key == S.name }
        let absent = DocumentNode(content: .mapping([]), location: parent.location)
        return section(type, from: entry?.value ?? absent, at: entry?.keyLocation ?? parent.location)
    }

    private mutating func pipeline(_ root: DocumentNode, training: TrainingLoop?) -> Pipeline? {
        guard let entry = root.entries?.first(where: { $0.key == "pipeline" }) else {
            log.report(
                "there is no `pipeline`", at: root.location,
                accepted: "`pipeline:` with a list that begins with `- source: …`")
            return nil
        }
        let outlines = StageOutline.all(in: entry.value, of: operators, log: &log)
        let stages = outlines.map { $0.flatMap { stage($0, type: $0.type) } }
        let complete = stages.compactMap { $0 }
        guard !outlines.isEmpty, complete.count == stages.count, let training else { return nil }
        do { return try Pipeline(stages: complete, training: training) } catch {
            let place = error.stage.flatMap { outlines[$0]?.location } ?? entry.keyLocation
            log.report(error.reason, at: place)
            return nil
        }
    }

    private mutating func stage<O: Operator>(_ outline: StageOutline, type: O.Type) -> Pipeline.NamedStage? {
        section(type, from: outline.body, at: outline.location).map {
            Pipeline.NamedStage(name: outline.name, operator: $0)
        }
    }
}
