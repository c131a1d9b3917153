public import ScenarioFiles

/// One more of something, as `--set` makes it: a core, a call at a time, a place in a buffer, a faster disk.
public struct OneMore: Sendable {
    /// What it is, as the beginning of a line: `one more core`.
    public let name: String
    /// The changes that make it.
    public let changes: [Override]

    /// - Parameters:
    ///   - name: what it is.
    ///   - changes: that make it.
    init(_ name: String, _ changes: [Override]) {
        self.name = name
        self.changes = changes
    }
}

extension OneMore {
    /// All that a variant could have one more of, each alone; a core and a call that would use it together too.
    ///
    /// What costs nothing but memory comes first, then what costs hardware.
    ///
    /// - Parameters:
    ///   - file: the scenario file.
    ///   - variant: one of its variants.
    ///   - overrides: changes that hold for all.
    /// - Throws: when the variant cannot be decoded with these changes.
    public static func all(
        of file: ScenarioFile, variant: String, overrides: [Override]
    ) throws(ScenarioFileError) -> [OneMore] {
        let candidates = try OneMoreCandidates(file, variant, overrides)
        return try candidates.buffers() + candidates.newStages() + candidates.order() + candidates.processor()
            + candidates.storage() + candidates.training()
    }

    /// Whether it is made of another and more.
    func contains(_ other: OneMore) -> Bool {
        let paths = Set(changes.map(\.path))
        return changes.count > other.changes.count && other.changes.allSatisfy { paths.contains($0.path) }
    }
}
