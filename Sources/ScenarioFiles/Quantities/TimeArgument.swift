import Pipelines

/// Reads a time from the command line: `1.5 s`, `200ms`.
///
/// - Parameters:
///   - text: what the user wrote.
///   - option: the option that it belongs to, for the message.
/// - Returns: seconds, at least 0.
/// - Throws: when it is no time, or has no unit.
public func seconds(argument text: String, option: String) throws(ScenarioFileError) -> Double {
    do throws(QuantityError) {
        return try Quantity.parse(text, as: .time, in: 0...1e9)
    } catch {
        let source = SourceText(name: "command line", text: "\(option) \(text)")
        let location = Location(source: source, line: 1, column: option.count + 2)
        throw ScenarioFileError(Diagnostic(error.message, at: location, accepted: error.accepted))
    }
}
