import ArgumentParser
import Importers
import Reports
import ScenarioFiles
import Scoreboards

/// Which measured cases are replayed, and how the predictions are printed.
struct CheckOptions: ParsableArguments {
    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("Replay only this case.", valueName: "id"))
    var id: String?

    @OptionGroup var scoreboard: ScoreboardOptions

    /// The cases of the file, the named one among them.
    func cases<Program>() throws(CommandFailure) -> CaseFile<Program> {
        let cases = try CaseFile<Program>(forCommand: file)
        if let id { _ = try cases.entry(forCommand: id) }
        return cases
    }

    /// Predictions beside measurements, in the form that was asked for.
    func text(_ cases: Scoreboard) -> String {
        scoreboard.json
            ? JSONValue(cases).text() + "\n" : ScoreboardText(cases, isMarkdown: scoreboard.markdown).text
    }

    /// Replays cases once it is known that the text can be written where it was asked for, and writes it.
    func write(_ text: () throws(CancellationError) -> String) throws(CommandFailure) {
        try scoreboard.write(reading: [file]) { () throws(CommandFailure) in
            do throws(CancellationError) { return try text() } catch { throw .interrupted() }
        }
    }
}
