/// How many elements a stage delivers in one epoch.
public enum Cardinality: Sendable, Equatable {
    /// This number.
    case finite(Int64)
    /// It never ends.
    case infinite
    /// It depends on the data.
    case unknown

    /// The same rule applied to a finite number of elements.
    public func map(_ transform: (Int64) -> Int64) -> Cardinality {
        if case .finite(let count) = self { .finite(transform(count)) } else { self }
    }
}
