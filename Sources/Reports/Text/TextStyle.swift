/// What a text is made for: how wide its lines may be, and whether it may have colours.
public struct TextStyle: Sendable {
    /// Columns that a line may have, where its words allow it.
    public let columns: Int
    /// Whether emphasis is written as escape codes.
    public let hasColour: Bool

    /// Columns of a text that no window limits.
    public static let defaultColumns = 120
    /// Columns below which no text is made.
    static let fewestColumns = 40

    /// - Parameters:
    ///   - columns: of a line; at least 40 are used.
    ///   - hasColour: whether emphasis is written as escape codes.
    public init(columns: Int = defaultColumns, hasColour: Bool = false) {
        self.columns = max(Self.fewestColumns, columns)
        self.hasColour = hasColour
    }

    /// Columns of sentences, which are hard to read in longer lines.
    var columnsOfSentences: Int { min(columns, Self.defaultColumns) }
}
