/// An answer of which it can be told whether another is a different one.
public protocol UncertainAnswer: Sendable {
    /// Whether replications tell what it is.
    var isResolved: Bool { get }

    /// How far it lies from another at least, in any unit; 0 where the two may be the same. Answers that have no order are 1
    /// apart.
    func distance(to other: Self) -> Double
}

/// An answer that is one of several values in order, or some range of them as far as replications tell.
public protocol UncertainPlace: UncertainAnswer {
    /// Where it may be, in positions of the values; nil where it is none of them.
    var range: ClosedRange<Int>? { get }
}

extension UncertainPlace {
    /// The gap between what the two may be.
    public func distance(to other: Self) -> Double {
        guard let range, let other = other.range else { return (range == nil) == (other.range == nil) ? 0 : 1 }
        return Double(max(0, range.lowerBound - other.upperBound, other.lowerBound - range.upperBound))
    }
}

extension Uncertain where Answer: UncertainPlace {
    /// The lowest answer and the highest, over all points looked at so far; nil where none is a value.
    public var extremes: (lowest: Answer, highest: Answer)? {
        let known = answers.compactMap { answer in answer.range.map { (answer: answer, range: $0) } }
        guard let lowest = known.min(by: { $0.range.lowerBound < $1.range.lowerBound }),
            let highest = known.max(by: { $0.range.upperBound < $1.range.upperBound })
        else { return nil }
        return (lowest.answer, highest.answer)
    }
}
