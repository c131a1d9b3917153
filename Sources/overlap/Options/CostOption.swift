import ArgumentParser
import ScenarioFiles

/// A file of prices.
struct CostOption: ParsableArguments {
    @Option(
        name: .customLong("cost"),
        help: ArgumentHelp(
            "A file of prices: what resources cost is shown too. See docs/planning.md.", valueName: "prices.yaml"),
        completion: .yaml)
    var path: String?

    /// What is read.
    var inputs: [String] { path.map { [$0] } ?? [] }

    /// The prices, where a file was given.
    ///
    /// - Parameter others: what else is read, of which one may be standard input.
    func prices(besides others: [String]) throws(CommandFailure) -> Prices? {
        guard let path else { return nil }
        try StandardInput.checkReadOnce([("`--cost \(visible(path))`", path)] + others.map { ("`\(visible($0))`", $0) })
        do throws(ScenarioFileError) { return try Prices(path: path) } catch {
            throw CommandFailure(error, reading: path)
        }
    }
}
