import ArgumentParser
import Experiments
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
    func share(otherwise usual: Double = PairedFamily.usualIndifference) throws(CommandFailure) -> Double {
        try Self.share(indifference) ?? usual
    }

    /// What `--indifference` gives, if it is given; everything differs by less than some share.
    static func share(_ indifference: String?) throws(CommandFailure) -> Double? {
        guard let indifference else { return nil }
        do throws(ScenarioFileError) {
            return try QuantityArgument.share(indifference, in: 0...0.5, option: "--indifference")
        } catch {
            throw CommandFailure(error)
        }
    }
}
