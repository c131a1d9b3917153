/// A distribution that cannot be: which parameter of which family, its value, and what would be accepted.
public struct DistributionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where inside a compound distribution, outermost first ("mixture component 2"); empty for a plain one.
    public private(set) var path: [String] = []
    /// The family's name, as scenario files spell it.
    public let family: String
    /// The parameter's name, as scenario files spell it.
    public let parameter: String
    /// The refused value as text.
    public let value: String
    /// What would be accepted and, where it is not obvious, why; follows "but must".
    public let requirement: String

    /// An error about one parameter of a family.
    public init(family: String, parameter: String, value: String, requirement: String) {
        self.family = family
        self.parameter = parameter
        self.value = value
        self.requirement = requirement
    }

    /// The same error, seen from the compound distribution around it.
    func inside(_ place: String) -> DistributionError {
        var outer = self
        outer.path.insert(place, at: 0)
        return outer
    }

    /// One sentence: place, family, parameter, value, requirement.
    public var description: String {
        let place = path.map { "\($0): " }.joined()
        return "\(place)\(family): \(parameter) is \(value), but must \(requirement)"
    }
}
