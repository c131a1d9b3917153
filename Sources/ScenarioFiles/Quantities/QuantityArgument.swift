import Pipelines

/// Quantities on the command line.
public enum QuantityArgument {
    /// A bandwidth such as `2 GB/s`, in bytes per second.
    ///
    /// - Parameters:
    ///   - text: what the user wrote.
    ///   - option: the option that it belongs to, for the message.
    /// - Throws: when it is none.
    public static func bandwidth(_ text: String, option: String? = nil) throws(ScenarioFileError) -> Double {
        try read(text, as: .bandwidth, in: Dimension.bandwidth.plausible, option: option)
    }

    /// A size such as `2 GiB`, in bytes.
    ///
    /// - Parameters:
    ///   - text: what the user wrote.
    ///   - option: the option that it belongs to, for the message.
    /// - Throws: when it is none, or has no unit.
    public static func bytes(_ text: String, option: String) throws(ScenarioFileError) -> Double {
        try read(text, as: .bytes, in: 0...1e18, option: option)
    }

    /// A number without a unit such as `5000`, not below 0.
    ///
    /// - Parameters:
    ///   - text: what the user wrote.
    ///   - option: the option that it belongs to, for the message.
    /// - Throws: when it is none.
    public static func number(_ text: String, option: String) throws(ScenarioFileError) -> Double {
        try read(text, option: option) { text throws(QuantityError) in
            let number = try Quantity.number(text)
            guard number >= 0 else {
                throw QuantityError(message: "\(quoted(text)) is negative", accepted: "a number that is not below 0")
            }
            return number
        }
    }

    /// A time such as `1.5 s` or `200ms`, in seconds, at least 0.
    ///
    /// - Parameters:
    ///   - text: what the user wrote.
    ///   - option: the option that it belongs to, for the message.
    /// - Throws: when it is no time, or has no unit.
    public static func seconds(_ text: String, option: String) throws(ScenarioFileError) -> Double {
        try read(text, as: .time, in: 0...1e9, option: option)
    }

    /// A share such as `0.5%` or `0.005`, as a fraction of one.
    ///
    /// - Parameters:
    ///   - text: what the user wrote.
    ///   - range: what is accepted.
    ///   - option: the option that it belongs to, for the message.
    /// - Throws: when it is no share, or out of range.
    public static func share(
        _ text: String, in range: ClosedRange<Double> = 0...1, option: String
    ) throws(ScenarioFileError) -> Double {
        try read(text, as: .fraction, in: range, option: option)
    }

    private static func read(
        _ text: String, as dimension: Dimension, in range: ClosedRange<Double>, option: String? = nil
    ) throws(ScenarioFileError) -> Double {
        try read(text, option: option) { text throws(QuantityError) in
            try Quantity.parse(text, as: dimension, in: range)
        }
    }

    private static func read(
        _ text: String, option: String?, _ parse: (String) throws(QuantityError) -> Double
    ) throws(ScenarioFileError) -> Double {
        do throws(QuantityError) { return try parse(text) } catch {
            let argument = option.map { "\($0) \(text)" } ?? text
            let location = Location(
                source: SourceText(name: "command line", text: argument), line: 1, column: (option?.count ?? -1) + 2)
            throw ScenarioFileError(
                Diagnostic(error.message, at: location, accepted: error.accepted, suggestion: error.suggestion))
        }
    }
}
