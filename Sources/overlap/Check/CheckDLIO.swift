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
        abstract: "Replays the reports of a DLIO run's ranks and prints predictions beside reported figures.",
        discussion: """
            Give all the files that DLIO wrote for one run, one per rank: `0_output.json`, `1_output.json` and so on. Each \
            epoch is simulated with one accelerator per rank, the recorded times of loading and computing, and a barrier \
            after every step. One constant, the duration of a barrier, is fitted to one epoch's samples/s and predicts the \
            others. AU and samples/s are those of MLPerf Storage v1.0; the first epoch is printed but not scored. Errors \
            are predicted ÷ reported − 1; for AU, the difference.
            """)

    @Argument(help: "The files of all ranks of a run.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(help: ArgumentHelp("The epoch to which the barrier is fitted.", valueName: "number"))
    var fitEpoch = 2

    @OptionGroup var options: ScoreboardOptions

    func validate() throws {
        if Set(files.map { Array($0.utf8) }).count < files.count {
            throw ValidationError("A file is given twice: give the file of each rank once.")
        }
    }

    func run() async throws {
        let run = try readRun()
        guard let fitted = run[epoch: fitEpoch] else {
            let known = run.epochs.map { "\($0.number)" }.joined(separator: ", ")
            throw CommandFailure.usage("the run has no epoch \(fitEpoch) to fit the barrier to; its epochs: \(known)")
        }
        try options.write(reading: files) { () throws(CommandFailure) in try text(of: run, fitting: fitted) }
    }

    private func text(of run: RankRun, fitting epoch: RankEpoch) throws(CommandFailure) -> String {
        let scoreboard: RankScoreboard
        do throws(CasePrediction.Failure) { scoreboard = try RankScoreboard(run, fitting: epoch) } catch {
            guard case .notModelled(let error) = error else { throw .interrupted() }
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
                throw .badScenario("\(file) is not the output of a DLIO rank: \(error.message)")
            }
        }
        do { return try RankRun(traces) } catch {
            throw .badScenario("the files do not form one run (rank 0 is the first file): \(error)")
        }
    }
}
