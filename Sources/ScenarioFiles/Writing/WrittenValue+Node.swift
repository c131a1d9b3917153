extension WrittenValue {
    /// The value as the decoder reads it, as if it had been read from a file.
    func node(at location: Location) -> DocumentNode {
        let content: DocumentNode.Content =
            switch self {
            case .count(let count): .scalar("\(count)")
            case .number(let value): .number(value, nil)
            case .quantity(let value, let dimension): .number(value, dimension)
            case .word(let word): .scalar(word)
            case .text(let text): .scalar(visible(text))
            case .list(let values), .table(let values), .items(let values):
                .sequence(values.map { $0.node(at: location) })
            case .mapping(let mapping): .mapping(mapping.nodeEntries(at: location))
            case .nothing: .empty
            }
        return DocumentNode(content: content, location: location)
    }
}

extension WrittenMapping {
    /// The entries as the decoder reads them.
    func nodeEntries(at location: Location) -> [DocumentNode.Entry] {
        entries.map {
            DocumentNode.Entry(key: $0.key, keyLocation: location, value: $0.value.node(at: location))
        }
    }
}

extension Location {
    /// What was never written has no place: messages call it by its name alone.
    static func unwritten(_ name: String) -> Location {
        Location(source: SourceText(name: name, text: ""), line: 1, column: 1)
    }
}
