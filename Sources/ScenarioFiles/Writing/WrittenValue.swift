package import Pipelines

/// A value as a scenario file holds it: a tree whose leaves are numbers and words, and how it is laid out.
///
/// There is one way from here to YAML (``DocumentLines``) and one to a simulation, which goes without text: the tree is
/// what the decoder reads (``DocumentNode``).
package indirect enum WrittenValue: Sendable, Equatable {
    /// A whole number.
    case count(Int)
    /// A number without a unit.
    case number(Double)
    /// A quantity in base units.
    case quantity(Double, Dimension)
    /// A word of the format.
    case word(String)
    /// A text from elsewhere, always in quotes; hidden characters are shown.
    case text(String)
    /// A list on one line.
    case list([WrittenValue])
    /// A long list, in lines of some 100 characters where its place allows that.
    case table([WrittenValue])
    /// A list with a line for each item.
    case items([WrittenValue])
    /// Keys with values.
    case mapping(WrittenMapping)
    /// Nothing, where a key or word alone says it.
    case nothing
}

/// Keys with values, each key once, and comments between them.
package struct WrittenMapping: Sendable, Equatable {
    /// How it is laid out.
    package enum Layout: Sendable {
        /// In braces on one line, without its comments.
        case line
        /// A line for each key, where its place allows that.
        case block
    }

    /// A part of it.
    package enum Item: Sendable, Equatable {
        /// A key with its value.
        case entry(String, WrittenValue)
        /// A key from elsewhere, always in quotes.
        case quotedEntry(String, WrittenValue)
        /// A line for readers, without `#`.
        case comment(String)
        /// An empty line.
        case blank
    }

    /// How it is laid out.
    package var layout: Layout
    /// Keys, comments and empty lines in their order.
    package var items: [Item]

    /// Keys with values.
    package init(_ layout: Layout, _ items: [Item] = []) {
        self.layout = layout
        self.items = items
    }

    /// The keys with their values.
    var entries: [(key: String, value: WrittenValue)] {
        items.compactMap { item in
            switch item {
            case .entry(let key, let value): (key, value)
            case .quotedEntry(let key, let value): (visible(key), value)
            case .comment, .blank: nil
            }
        }
    }
}

extension WrittenValue {
    /// A member of a family, or another distribution with a name: `{lognormal: {mean: 6 ms, cv: 0.3}}`.
    package static func distribution(_ name: String, _ parameters: KeyValuePairs<String, WrittenValue>) -> Self {
        .line([(name, .line(parameters.map { ($0.key, $0.value) }))])
    }

    /// Keys with values on one line.
    package static func line(_ entries: [(key: String, value: WrittenValue)]) -> Self {
        .mapping(WrittenMapping(.line, entries.map { .entry($0.key, $0.value) }))
    }

    /// Keys with values, a line for each where the place allows that.
    package static func block(_ entries: [(key: String, value: WrittenValue)]) -> Self {
        .mapping(WrittenMapping(.block, entries.map { .entry($0.key, $0.value) }))
    }

    /// Measured values and how they are replayed: `in order`, `by sample` or `resampled`.
    package static func recorded(_ values: [WrittenValue], replay: String) -> Self {
        .block([("recorded", .block([("replay", .word(replay)), ("values", .table(values))]))])
    }

    /// Bins between boundaries, and how many values are in each.
    package static func histogram(edges: [WrittenValue], counts: [Double]) -> Self {
        let bins: [(String, WrittenValue)] = [("edges", .table(edges)), ("counts", .table(counts.map(Self.number)))]
        return .block([("histogram", .block(bins))])
    }
}
