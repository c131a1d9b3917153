import ArgumentParser
import Foundation
import Importers
import Reports
import ScenarioFiles
import Scoreboards

/// `overlap check dlio`.
struct CheckDLIO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlio",
        abstract: "Replays what the ranks of a DLIO run wrote down, and prints predictions beside reports.",
        discussion: """
            The files are those that DLIO writes for each rank, `0_output.json`, `1_output.json` and so on: all of one run. \
            Each epoch is simulated with an accelerator for each rank, the recorded times of loading and computing, and a \
            barrier after every step. One constant, the time that a meeting at the barrier takes, is fitted on one epoch's \
            samples/s and predicts the others. AU and samples/s are those of MLPerf Storage v1.0; the first epoch is \
            printed and not judged. Errors are predicted ÷ reported − 1, of AU the difference.
            """)

    @Argument(help: "The files of all ranks of a run.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(help: ArgumentHelp("The epoch on which the barrier is fitted.", valueName: "number"))
    var fitEpoch = 2

    @OptionGroup var options: ScoreboardOptions

    func validate() throws {
        if Set(files.map { Array($0.utf8) }).count < files.count {
            throw ValidationError("A file is named twice: each holds what one rank wrote down.")
        }
    }

    func run() async throws {
        let run = try readRun()
        guard let fitted = run[epoch: fitEpoch] else {
            let known = run.epochs.map { "\($0.number)" }.joined(separator: ", ")
            throw CommandFailure.usage("the run has no epoch \(fitEpoch) to fit the barrier on; there are \(known)")
        }
        try options.write(reading: files) { () throws(CommandFailure) in try text(of: run, fitting: fitted) }
    }

    private func text(of run: RankRun, fitting epoch: RankEpoch) throws(CommandFailure) -> String {
        let scoreboard: RankScoreboard
        do throws(CasePrediction.Failure) { scoreboard = try RankScoreboard(run, fitting: epoch) } catch {
            guard case .notModelled(let error) = error else { throw .interrupted("interrupted") }
            throw .badScenario("\(error)")
        }
        return options.json
            ? JSONValue(scoreboard, ranks: run.ranks).text() + "\n"
            : RankScoreboardText(scoreboard, ranks: run.ranks, isMarkdown: options.markdown).text
    }

    private func readRun() throws(CommandFailure) -> RankRun {
        var traces: [RankTrace] = []
        for file in files {
            let data = try Data(forCommand: file)
            do { traces.append(try RankTrace(json: data)) } catch {
                throw .badScenario("\(file) is not what a rank of DLIO writes: \(error.message)")
            }
        }
        do { return try RankRun(traces) } catch {
            throw .badScenario("the files do not make a run (rank 0 is the first file): \(error)")
        }
    }
}
