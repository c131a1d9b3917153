package import Files
import Foundation
import Synchronization

/// What was simulated, on disk as soon as it is: who asks again need not simulate it again.
///
/// A file of records (``RecordFile``). The first says what they are about (``JournalSubject``); the key of each other one is the
/// digest of a scenario with its run plan, so that parameters may get more values.
package final class Journal: Sendable {
    private struct State: ~Copyable {
        var file: RecordFile
        var places: [String: RecordFile.Record]
        var failure: FileFailure?
    }

    /// Its name.
    package let path: String
    /// Records that were there when it was opened.
    package let found: Int
    /// Lines of it that were no records, as a program leaves them that is killed while it writes.
    package let damagedLines: Int
    private let state: Mutex<State>

    private static let subjectKey = "subject"

    /// Opens a journal.
    ///
    /// - Parameters:
    ///   - path: of the file, which is made if it is not there.
    ///   - subject: what it must be about.
    ///   - isResumed: whether the results that it has may be used; otherwise it must have none.
    /// - Throws: when another program has it, when there is something in it that may not be used, or it cannot be written.
    package init(path: String, _ subject: JournalSubject, isResumed: Bool) throws(JournalError) {
        self.path = path
        var file: RecordFile
        do throws(LockedFileFailure) { file = try RecordFile(path: path) } catch {
            throw JournalError(error, path: path)
        }
        found = max(0, file.records.count - 1)
        damagedLines = file.damagedLines
        if let first = file.records.first {
            guard first.key == Self.subjectKey, let other: JournalSubject = try? ExactJSON.value(file.contents(first))
            else {
                throw .notAJournal(path: path)
            }
            if found > 0 {
                guard isResumed else { throw .exists(path: path, records: found) }
                if let difference = other.difference(from: subject) { throw .other(path: path, difference) }
            }
        }
        // A journal without results has nothing to lose, whatever it is about.
        if found == 0 {
            do throws(FileFailure) {
                try file.removeAll()
                try file.append(Self.subjectKey, ExactJSON.bytes(of: subject))
            } catch {
                file.remove()
                throw .system(error)
            }
        }
        let places = Dictionary(file.records.map { ($0.key, $0) }) { $1 }
        state = Mutex(State(file: file, places: places))
    }

    /// What is stored under a key; nil where nothing is, or it cannot be read.
    func value<Value: Decodable>(_ key: String) -> Value? {
        state.withLock { state in
            guard let place = state.places[key], let contents = try? state.file.contents(place) else { return nil }
            return try? ExactJSON.value(contents)
        }
    }

    /// Whether something is stored under a key.
    func has(_ key: String) -> Bool { state.withLock { $0.places[key] != nil } }

    /// Stores something under a key; where that fails it is not there, and `failure` says why.
    func store(_ value: some Encodable, _ key: String) {
        let contents = ExactJSON.bytes(of: value)
        state.withLock { state in
            do throws(FileFailure) {
                try state.file.append(key, contents)
                state.places[key] = state.file.records.last
            } catch {
                state.failure = error
            }
        }
    }

    /// Why something could not be stored; nil when everything is.
    package var failure: FileFailure? { state.withLock { $0.failure } }

    /// Records that are there now.
    package var count: Int { state.withLock { $0.file.records.count - 1 } }

    /// Takes its name away, once everything that was asked for is done.
    package func remove() { state.withLock { $0.file.remove() } }
}
