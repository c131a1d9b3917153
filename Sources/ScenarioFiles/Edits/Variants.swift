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
            guard (1...100).contains(entry.key.unicodeScalars.count) else {
                log.report("a variant's name has 1 to 100 characters", at: entry.keyLocation)
                continue
            }
            guard log.isPlain(entry.key, "a variant's name", at: entry.keyLocation) else { continue }
            names.append(entry.key)
        }
        let written = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
        for name in names { resolve(name, among: written, path: [], log: &log) }
    }

    /// The changes of a variant, in the order in which they are made.
    func edits(of name: String) -> [TreeEdit] { edits[name] ?? [] }

    /// Finds the changes of a variant after those of the one it starts at.
    private mutating func resolve(
        _ name: String, among variants: [String: DocumentNode.Entry], path: [String], log: inout DiagnosticLog
    ) {
        guard edits[name] == nil, let node = variants[name]?.value else { return }
        edits[name] = []
        if node.isEmpty { return }
        guard let entries = node.entries else {
            log.report(
                "\(node.summary) is not a variant", at: node.location,
                accepted: "a mapping from paths to values, such as `{prefetch.buffer: 2}`")
            return
        }
        if let from = entries.first(where: { $0.key == "from" })?.value {
            guard let base = from.text, variants[base] != nil else {
                log.reportUnknown("variant", from.text ?? "", at: from.location, known: names)
                return
            }
            guard base != name, !path.contains(base) else {
                log.report("\(quoted(base)) starts from itself", at: from.location)
                return
            }
            guard path.count < InputLimits.variantChain else {
                log.report("a chain of more than \(InputLimits.variantChain) variants", at: from.location)
                return
            }
            resolve(base, among: variants, path: path + [name], log: &log)
            edits[name] = edits[base]
        }
        let own = entries.filter { $0.key != "from" }.map {
            TreeEdit(path: $0.key, location: $0.keyLocation, value: $0.value)
        }
        // The other paths lead into the new pipeline, wherever it is written.
        edits[name, default: []] += own.filter { $0.path == "pipeline" } + own.filter { $0.path != "pipeline" }
    }
}
