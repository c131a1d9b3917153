/// A distribution by the name that scenario files use, with the parameter lists it accepts.
///
/// Compound distributions (mixture, stragglers, shifted, scaled, histogram, percentiles, recorded) have structure
/// rather than parameters and are not listed here. A new family is one entry in `DistributionFamily+Known` and one line
/// in ``all``.
public struct DistributionFamily: Sendable {
    /// The name in scenario files: lower case, without spaces.
    public let name: String
    /// What it is for, in one line.
    public let summary: String
    /// The accepted parameter lists; a file gives exactly the names of one of them.
    public let forms: [Form]

    /// All families, in the order in which they are listed to users.
    public static let all: [DistributionFamily] = [
        .constant, .uniform, .exponential, .gamma, .erlang, .lognormal, .weibull, .pareto, .normal, .beta,
        .hyperexponential,
    ]
}

extension DistributionFamily {
    /// One parameter of a form.
    public struct Parameter: Sendable, Equatable {
        /// What kind of number the parameter is.
        public enum Kind: Sendable, Equatable {
            /// Carries the dimension of the distributed quantity, such as seconds or bytes.
            case quantity
            /// Dimensionless.
            case number
            /// A dimensionless integer.
            case count
        }

        /// The name in scenario files.
        public let name: String
        /// The kind of number.
        public let kind: Kind
        /// The value where the file gives none; nil if it must.
        public let defaultValue: Double?

        static func quantity(_ name: String, default defaultValue: Double? = nil) -> Parameter {
            Parameter(name: name, kind: .quantity, defaultValue: defaultValue)
        }

        static func number(_ name: String) -> Parameter { Parameter(name: name, kind: .number, defaultValue: nil) }

        static func count(_ name: String) -> Parameter { Parameter(name: name, kind: .count, defaultValue: nil) }
    }

    /// One parameter list of a family and the distribution it describes.
    public struct Form: Sendable {
        /// The parameters, in the order in which ``make`` takes their values.
        public let parameters: [Parameter]
        /// The distribution for these values, one per parameter, validated.
        ///
        /// Throws where a value is impossible, where a count is not an integer, or where the number of values is wrong.
        public let make: @Sendable ([Double]) throws(DistributionError) -> Distribution

        /// A form whose `body` may rely on the number of values and on counts being integers.
        init(
            _ family: String, _ parameters: [Parameter],
            _ body: @escaping @Sendable ([Double]) throws(DistributionError) -> Distribution
        ) {
            self.parameters = parameters
            make = { values throws(DistributionError) in
                guard values.count == parameters.count else {
                    let requirement = "have \(parameters.count): \(parameters.map(\.name).joined(separator: ", "))"
                    throw DistributionError(
                        family: family, parameter: "number of values", value: "\(values.count)",
                        requirement: requirement)
                }
                for (parameter, value) in zip(parameters, values) where parameter.kind == .count {
                    guard Int(exactly: value) != nil else {
                        throw ParameterChecks(family).error(parameter.name, value, "be an integer")
                    }
                }
                let distribution = try body(values)
                try distribution.validate()
                return distribution
            }
        }
    }
}
