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
    /// - Parameters:
    ///   - file: the scenario file.
    ///   - variant: one of its variants.
    ///   - overrides: changes that hold for all.
    /// - Throws: when the variant cannot be decoded with these changes.
    public static func all(
        of file: ScenarioFile, variant: String, overrides: [Override]
    ) throws(ScenarioFileError) -> [OneMore] {
        let candidates = try OneMoreCandidates(file, variant, overrides)
        return try candidates.processor() + candidates.storage() + candidates.training() + candidates.buffers()
            + candidates.order() + candidates.newStages()
    }
}
