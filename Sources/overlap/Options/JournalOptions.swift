import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// Whether what is simulated is stored, where, and whether a command goes on from what an earlier one stored.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Store each result in this file as soon as it is simulated; the finished command removes it.",
            valueName: "file"),
        completion: .file())
    var journal: String?

    @Flag(help: "Go on from what an interrupted run stored in its journal.")
    var resume = false

    /// Opens the journal, if there is one.
    ///
    /// - Parameters:
    ///   - place: where it is without `--journal`; nil where nothing is stored then.
    ///   - command: the one that asks, by its name.
    ///   - scenarios: as they are before anything is varied.
    /// - Throws: when it is another program's or another scenario's, or may not be used.
    func open(
        at place: String? = nil, command: String, _ scenarios: [Scenario], isQuiet: Bool
    ) throws(CommandFailure) -> OpenJournal {
        guard let path = journal ?? place else {
            guard !resume else {
                throw .usage("`--resume` needs the journal of an earlier run: name it with `--journal`")
            }
            return OpenJournal(nil)
        }
        let subject = JournalSubject(version: Overlap.version, command: "overlap \(command)", scenarios)
        do throws(JournalError) {
            let journal = try Journal(path: path, subject, isResumed: resume)
            if resume, !isQuiet { StandardError.write("notice: \(Self.found(journal))\n") }
            return OpenJournal(journal)
        } catch {
            // Nobody asked for the one beside the result: what cannot be stored is still printed.
            guard case .system = error, journal == nil, !resume else { throw .inputOutput("\(error)") }
            StandardError.write("warning: \(error): points are not stored for `--resume`\n")
            return OpenJournal(nil)
        }
    }

    /// The file that `--journal` names, if it is given.
    var files: [WrittenFile] { .option("--journal", journal) }

    private static func found(_ journal: Journal) -> String {
        let damaged = journal.damagedLines > 0 ? "; a result that was not stored whole is simulated again" : ""
        return
            "`\(visible(journal.path))` has \(journal.found == 0 ? "no results" : journal.found.counted("result")) of an earlier run\(damaged)"
    }
}
