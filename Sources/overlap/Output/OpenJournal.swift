import Experiments
import Files
import Foundation
import ScenarioFiles

/// The journal of a command, if it has one: it goes when the command is finished, and stays otherwise.
struct OpenJournal: ~Copyable {
    private let journal: Journal?
    private var isFinished = false

    /// What the journal of a file is called.
    static func path(of target: String) -> String { target + ".journal" }

    init(_ journal: Journal?) { self.journal = journal }

    deinit { if let journal, isFinished || journal.count == 0 { journal.remove() } }

    /// Where the command gets its replications.
    var source: any ReplicationSource { source(else: ThisMachine()) }

    /// The same where those that are not stored come from another source.
    func source(else other: any ReplicationSource) -> any ReplicationSource {
        journal.map { JournaledReplications($0, else: other) } ?? other
    }

    /// Says how to go on from what is stored; nil where nothing is.
    var advice: String? {
        guard let journal, journal.count > 0 else { return nil }
        return "`--resume` goes on from `\(visible(journal.path))`"
    }

    /// Tells it.
    func tell(quiet isQuiet: Bool) {
        if let advice, !isQuiet { StandardError.write("notice: \(advice)\n") }
    }

    /// Everything that was asked for is done.
    mutating func finish() {
        isFinished = true
        guard let failure = journal?.failure else { return }
        StandardError.write(
            "warning: not all results could be stored in `\(visible(failure.path))`: \(String(cString: strerror(failure.code)))\n"
        )
    }
}
