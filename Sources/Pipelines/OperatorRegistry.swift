/// The operators that scenario files may name, in the order of the documentation.
public enum OperatorRegistry {
    /// All operators.
    public static let operators: [any Operator.Type] = [
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
    ]

    /// The operator of a name, or nil.
    public static func named(_ name: String) -> (any Operator.Type)? {
        operators.first { $0.name == name }
    }
}
