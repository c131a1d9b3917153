/// The variants of a scenario: for each name, the changes that lead there from the base.
struct Variants: Sendable {
    /// In the order of the file; `base` alone when the file gives none.
    private(set) var names: [String] = []
    private var edits: [String: [TreeEdit]] = [:]

    /// Reads the `variants` of a scenario.
    init(_ root: DocumentNode, log: inout DiagnosticLog) {
        guard let node = root["variants"], !node.isEmpty, node.entries?.isEmpty != true else {
            names = ["base"]
            return
        }
        guard let entries = node.entries else {
            log.report(
                "\(node.summary) does not name variants", at: node.location,
                accepted: "a mapping from a name to its changes, such as `prefetch: {prefetch.buffer: 2}`")
            return
        }
        guard entries.count <= InputLimits.variants else {
            log.report("more than \(InputLimits.variants) variants", at: entries[InputLimits.variants].keyLocation)
            return
        }
        for entry in entries {
            guard (1...100).contains(entry.key.count) else {
                log.report("a variant's name has 1 to 100 characters", at: entry.keyLocation)
                continue
            }
            names.append(entry.key)
            edits[entry.key] = Self.edits(of: entry, among: entries, path: [], log: &log)
        }
    }

    /// The changes of a variant, in the order in which they are made.
    func edits(of name: String) -> [TreeEdit] { edits[name] ?? [] }

    private static func edits(
        of variant: DocumentNode.Entry, among variants: [DocumentNode.Entry], path: [String], log: inout DiagnosticLog
    ) -> [TreeEdit] {
        if variant.value.isEmpty { return [] }
        guard let entries = variant.value.entries else {
            log.report(
                "\(variant.value.summary) is not a variant", at: variant.value.location,
                accepted: "a mapping from paths to values, such as `{prefetch.buffer: 2}`")
            return []
        }
        var edits: [TreeEdit] = []
        if let from = entries.first(where: { $0.key == "from" })?.value {
            guard let base = variants.first(where: { $0.key == from.text }) else {
                log.reportUnknown("variant", from.text ?? "", at: from.location, known: variants.map(\.key))
                return []
            }
            guard !path.contains(base.key), base.key != variant.key else {
                log.report("\(quoted(base.key)) starts at itself", at: from.location)
                return []
            }
            guard path.count < InputLimits.variantChain else {
                log.report("more than \(InputLimits.variantChain) variants start at each other", at: from.location)
                return []
            }
            edits = Self.edits(of: base, among: variants, path: path + [variant.key], log: &log)
        }
        let own = entries.filter { $0.key != "from" }.map {
            TreeEdit(path: $0.key, location: $0.keyLocation, value: $0.value)
        }
        // The other paths lead into the new pipeline, wherever it is written.
        return edits + own.filter { $0.path == "pipeline" } + own.filter { $0.path != "pipeline" }
    }
}
