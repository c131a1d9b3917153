import ArgumentParser
import ScenarioFiles

/// Differences that do not matter to whoever asks.
struct IndifferenceOption: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Relative difference that does not matter. Default: 0.5%.", valueName: "0.5%"))
    var indifference: String?

    /// The relative difference that does not matter, of one.
    ///
    /// - Parameter usual: the one where none is given.
    func share(otherwise usual: Double = 0.005) throws(CommandFailure) -> Double {
        guard let indifference else { return usual }
        do throws(ScenarioFileError) {
            return try QuantityArgument.share(indifference, option: "--indifference")
        } catch {
            throw CommandFailure(error)
        }
    }
}
