import ScenarioFiles

/// Quantities among the options of `overlap import`.
enum ImportArgument {
    /// A time, in seconds.
    static func seconds(_ text: String, _ option: String) throws(CommandFailure) -> Double {
        try value(option) { () throws(ScenarioFileError) in try QuantityArgument.seconds(text, option: option) }
    }

    /// A bandwidth, in bytes per second.
    static func bandwidth(_ text: String, _ option: String) throws(CommandFailure) -> Double {
        try value(option) { () throws(ScenarioFileError) in try QuantityArgument.bandwidth(text) }
    }

    /// Reads a value, or says for which option it is none.
    private static func value(
        _ option: String, _ read: () throws(ScenarioFileError) -> Double
    ) throws(CommandFailure) -> Double {
        do throws(ScenarioFileError) { return try read() } catch {
            throw .usage("\(option): \(error.diagnostics[0].message); accepted: \(error.diagnostics[0].accepted ?? "")")
        }
    }
}
