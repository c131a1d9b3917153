/// What a pipeline written in Swift is a list of: operators, and operators with a name.
///
/// ```swift
/// [Source(elements: 5_000), Map(cost: 6e-3, parallelism: 8).named("decode"), Batch(64), Prefetch(2)]
/// ```
public protocol PipelinePart: Sendable {
    /// The name that it was given, or nil for the operator's own, numbered from the second of a kind on.
    var givenName: String? { get }
    /// What it does.
    var `operator`: any Operator { get }
}

extension Operator {
    /// None was given.
    public var givenName: String? { nil }
    /// Itself.
    public var `operator`: any Operator { self }

    /// The same with a name, by which reports, timelines and the streams of random numbers call it.
    public func named(_ name: String) -> Pipeline.NamedStage { Pipeline.NamedStage(name: name, operator: self) }
}

extension Pipeline.NamedStage: PipelinePart {
    /// Its name.
    public var givenName: String? { name }
}
