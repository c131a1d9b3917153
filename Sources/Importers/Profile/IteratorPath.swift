/// Where an iterator stands in its pipeline: the names of those between the loop and it, as a profile has them.
///
/// `Iterator::Root::Prefetch::FlatMap[3]::TFRecord` is read by `TFRecord`, of the fourth data set that `FlatMap` made.
struct IteratorPath: Hashable, Sendable {
    /// How an iterator hangs on the one that asks it.
    enum Branch: Hashable, Sendable {
        /// As its input.
        case input
        /// As one of the data sets that it makes, one after another.
        case made
        /// As one of several inputs, by number.
        case numbered(Int)
    }

    /// An iterator on the way, and how it hangs on the one before.
    struct Part: Hashable, Sendable {
        /// The kind, without version: `ParallelMap` for `ParallelMapV2`.
        let kind: String
        let branch: Branch
    }

    /// From the loop's side on; at least one.
    let parts: [Part]
    /// Whether it is what a cache does inside: its calls are counted as the cache's already.
    let isInner: Bool

    private static let prefix = "Iterator::"
    /// No pipeline is deeper.
    private static let deepest = 100
    /// Those whose number tells one input from another.
    private static let withNumberedInputs: Set<String> = [
        "Zip", "Concatenate", "DirectedInterleave", "SampleFromDatasets", "ChooseFastestBranch",
    ]

    /// Reads a name of an event; nil when it is not one of an iterator, or is deeper than any pipeline.
    init?(eventName: Substring) {
        guard eventName.hasPrefix(Self.prefix) else { return nil }
        var parts: [Part] = []
        var branch = Branch.input
        var isInner = false
        for component in eventName.dropFirst(Self.prefix.count).split(separator: "::") {
            let name = component.prefix { $0 != "[" }
            isInner = name.hasSuffix("CacheImpl")
            let kind = Self.kind(String(isInner ? name.dropLast(4) : name))
            parts.append(Part(kind: kind, branch: branch))
            guard name.endIndex < component.endIndex else {
                branch = .input
                continue
            }
            let number = Int(component[name.endIndex...].dropFirst().prefix { $0 != "]" }) ?? 0
            branch = Self.withNumberedInputs.contains(kind) ? .numbered(number) : .made
        }
        guard !parts.isEmpty, parts.count <= Self.deepest else { return nil }
        self.parts = parts
        self.isInner = isInner
    }

    /// `ParallelMap` of `ParallelMapV2`.
    private static func kind(_ name: String) -> String {
        guard let mark = name.lastIndex(of: "V"), mark > name.startIndex else { return name }
        let version = name[name.index(after: mark)...]
        return !version.isEmpty && version.allSatisfy(\.isWholeNumber) ? String(name[..<mark]) : name
    }
}
