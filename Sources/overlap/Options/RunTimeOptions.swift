import ArgumentParser
import Experiments
import Files
import Foundation
import PipelineSimulation
import Reports

/// How long real runs may take, and who agrees to it.
struct RunTimeOptions: ParsableArguments {
    @OptionGroup var limit: TimeOption

    @Flag(help: "Run without asking, even if it takes more than two minutes, as simulated.")
    var yes = false

    /// Says how long it will take, and asks where that is long.
    ///
    /// - Parameters:
    ///   - unit: what is run: a variant, or a point.
    ///   - quiet: says nothing: with `--yes` nothing is predicted either.
    ///   - predict: simulates it. What cannot be simulated cannot be run, which says why.
    /// - Throws: when the user does not want it, or cannot be asked.
    func agree(
        on unit: String, quiet: Bool, predict: () throws(SimulationError) -> PredictedDuration
    ) throws(CommandFailure) {
        if yes && quiet { return }
        let duration: PredictedDuration
        do throws(SimulationError) { duration = try predict() } catch {
            if error == .cancelled { throw .interrupted() }
            return
        }
        let text = DurationText.announcement(duration, of: unit)
        if yes || !duration.isLong {
            if !quiet { StandardError.write("\(text)\n") }
            return
        }
        guard Terminal(.standardInput).isTerminal, Terminal(.standardError).isTerminal else {
            throw .usage("\(text): `--yes` runs it, `--time 60s` shortens its epochs")
        }
        StandardError.write("\(text). `--time 60s` would shorten its epochs. Go on? [y/N] ")
        guard waitUntilReady(STDIN_FILENO, for: POLLIN), let answer = readLine() else {
            throw .interrupted("\nnothing was run")
        }
        guard ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased()) else {
            throw .interrupted("nothing was run")
        }
    }
}
