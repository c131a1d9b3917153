package import Files
import Foundation
import ScenarioFiles

/// Why a journal cannot be used.
package enum JournalError: Error {
    /// Another program writes it; its process id, where the system says it.
    case held(path: String, process: Int32?)
    /// It has records, and whoever asks did not say that they may be used.
    case exists(path: String, records: Int)
    /// It is about something else.
    case other(path: String, String)
    /// The file is something else.
    case notAJournal(path: String)
    /// A call of the system.
    case system(FileFailure)

    init(_ failure: LockedFileFailure, path: String) {
        switch failure {
        case .held(let process): self = .held(path: path, process: process)
        case .notAFile: self = .notAJournal(path: path)
        case .system(let failure): self = .system(failure)
        }
    }
}

extension JournalError: CustomStringConvertible {
    /// What is wrong, and what would be accepted.
    package var description: String {
        switch self {
        case .held(let path, let process):
            "process \(process.map(String.init) ?? "of another program") is writing `\(visible(path))`: wait for it, or give another "
                + "file"
        case .exists(let path, let records):
            "`\(visible(path))` has \(records) results of an earlier run: `--resume` goes on from there; to start again, remove it"
        case .other(let path, let difference):
            "`\(visible(path))` is the journal of something else: \(visible(difference)). Remove it, or give another file"
        case .notAJournal(let path): "`\(visible(path))` is not a journal of overlap: give another file"
        case .system(let failure):
            "cannot write `\(visible(failure.path))`: \(String(cString: strerror(failure.code)))"
        }
    }
}
