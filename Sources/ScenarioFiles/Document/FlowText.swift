import Pipelines

extension DocumentNode {
    /// The node as YAML on one line: `{batch: {size: 64, remainder: drop}}`.
    ///
    /// Reading it gives the same node, but for the places where its parts were written.
    var flowText: String {
        switch content {
        case .empty: "null"
        case .scalar, .number: YAMLScalar.text(text ?? "")
        case .sequence(let items): "[\(items.map(\.flowText).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(YAMLScalar.text($0.key)): \($0.value.flowText)" }.joined(separator: ", "))}"
        }
    }

    /// The node as an item of a list: `batch: 64`, without the braces that a mapping of one key does not need there.
    var itemText: String {
        guard let entry = entries?.first, entries?.count == 1 else { return flowText }
        return "\(YAMLScalar.text(entry.key)): \(entry.value.flowText)"
    }
}
