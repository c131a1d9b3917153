/// The operators that scenario files may name, in the order of the documentation.
public struct OperatorRegistry: Sendable {
    /// All operators; the first begins a pipeline, the others follow it.
    public let all: [any Operator.Type]

    /// Those of this program.
    public static let standard = OperatorRegistry(all: [
        Source.self,
        Interleave.self,
        Map.self,
        Filter.self,
        Cache.self,
        Shuffle.self,
        Batch.self,
        Repeat.self,
        Take.self,
        Skip.self,
        Shard.self,
        Prefetch.self,
        PrefetchToDevice.self,
        DataLoader.self,
    ])

    /// The same and one more, which follows another.
    public func adding(_ type: any Operator.Type) -> OperatorRegistry {
        OperatorRegistry(all: all + [type])
    }

    /// The operator of a name, or nil.
    public func named(_ name: String) -> (any Operator.Type)? {
        all.first { $0.name == name }
    }
}
