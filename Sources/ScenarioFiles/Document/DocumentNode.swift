package import Pipelines

/// A node of a scenario's YAML tree that remembers where it was written, in whichever text.
///
/// Variants and overrides replace nodes of this tree before it is decoded, so that an error in an override points into
/// the override.
package struct DocumentNode: Sendable {
    /// What was written.
    package enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case empty
        /// A plain or quoted text.
        case scalar(String)
        /// A number that no text says: a quantity in base units, or one without a unit.
        case number(Double, Dimension?)
        /// A list.
        case sequence([DocumentNode])
        /// Keys with values, in the order of the file, no key twice.
        case mapping([Entry])
    }

    /// A key of a mapping with its value.
    package struct Entry: Sendable {
        package let key: String
        package let keyLocation: Location
        package var value: DocumentNode
    }

    package var content: Content
    package let location: Location

    /// The text of a scalar; of a number that was never written, as it would be.
    package var text: String? {
        switch content {
        case .scalar(let text): text
        case .number(let value, let dimension?): WrittenValue.quantity(value, dimension).text()
        case .number(let value, nil): WrittenValue.number(value).text()
        case .empty, .sequence, .mapping: nil
        }
    }

    /// Whether it is a text or a number.
    var isScalar: Bool {
        switch content {
        case .scalar, .number: true
        case .empty, .sequence, .mapping: false
        }
    }

    /// The entries of a mapping.
    package var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// The items of a list.
    package var items: [DocumentNode]? { if case .sequence(let items) = content { items } else { nil } }

    /// Whether nothing was written.
    package var isEmpty: Bool { if case .empty = content { true } else { false } }

    /// The value of a key, when this is a mapping that has it.
    package subscript(key: String) -> DocumentNode? { entries?.first { $0.key == key }?.value }

    /// Nodes in the tree, this one included.
    var count: Int {
        switch content {
        case .empty, .scalar, .number: 1
        case .sequence(let items): items.reduce(1) { $0 + $1.count }
        case .mapping(let entries): entries.reduce(1) { $0 + $1.value.count }
        }
    }

    /// How messages call what was written.
    package var summary: String {
        switch content {
        case .empty: "nothing"
        case .scalar, .number: quoted(text ?? "")
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Sets the value of a key, at the end when it is new; anything but a mapping becomes one.
    mutating func set(_ key: String, to value: DocumentNode, at keyLocation: Location) {
        var entries = entries ?? []
        let entry = Entry(key: key, keyLocation: keyLocation, value: value)
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
        content = .mapping(entries)
    }
}

/// A text between backticks, on one line, shortened so that a message stays readable.
package func quoted(_ text: String) -> String {
    let most = 60
    // A character may be made of any number of scalars.
    let bounded = String(text.unicodeScalars.prefix(4 * most))
    let isWhole = text.count <= most && bounded.unicodeScalars.count == text.unicodeScalars.count
    return isWhole ? "`\(visible(text))`" : "`\(visible(String(bounded.prefix(most))))…`"
}
