import Pipelines
import Synchronization

/// Requests that are with other machines, and their answers, in whatever order they come.
final class RemoteWorkers: Sendable {
    /// A line of the driver.
    private struct Line: Decodable {
        /// The answer to a request.
        let answer: PointAnswer?
        /// Where it is from.
        let host: String?
        /// What people should know, as that a machine is not used.
        let notice: String?
        /// Requests that can be worked on at a time.
        let threads: Int?
        /// Why nothing will come any more.
        let end: String?
    }

    private struct State {
        var next = 0
        var threads = 0
        var open: Set<Int> = []
        var answers: [Int: PointAnswer] = [:]
    }

    /// Why no answer will come; nil when the task was cancelled.
    struct Stop: Error { let reason: String? }

    private let driver: RemoteDriver
    private let tell: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - driver: has been told what all requests have in common.
    ///   - tell: takes what people should know.
    init(_ driver: RemoteDriver, tell: @escaping @Sendable (String) -> Void) {
        self.driver = driver
        self.tell = tell
    }

    /// Requests that can be worked on at a time, as far as is known.
    var threads: Int { state.withLock { $0.threads } }

    /// Requests whose answers have not come.
    var open: Int { state.withLock { $0.open.count } }

    /// Sends a request.
    ///
    /// - Returns: what its answer is known by.
    func ask(_ recipe: PointRecipe, key: String, part: ReplicationPart? = nil) throws(Stop) -> Int {
        let id = state.withLock { state in
            state.next += 1
            state.open.insert(state.next)
            return state.next
        }
        let request = PointRequest(id: id, recipe, key: key, part: part)
        do throws(RemoteDriver.Failure) { try driver.send(ExactJSON.bytes(of: request)) } catch {
            throw Stop(reason: error.reason)
        }
        return id
    }

    /// Waits for an answer that is wanted; others are kept.
    ///
    /// - Parameter isWanted: given what its request is known by.
    func answer(where isWanted: (Int) -> Bool) throws(Stop) -> PointAnswer {
        while true {
            let kept = state.withLock { state in
                state.answers.keys.first(where: isWanted).flatMap { state.answers.removeValue(forKey: $0) }
            }
            if let kept { return kept }
            try listen()
        }
    }

    /// Takes a line of the driver.
    private func listen() throws(Stop) {
        let bytes: [UInt8]?
        do throws(RemoteDriver.Failure) { bytes = try driver.next() } catch { throw Stop(reason: error.reason) }
        guard let bytes else { throw Stop(reason: nil) }
        guard let line: Line = try? ExactJSON.value(bytes) else {
            throw Stop(reason: "the driver sent something other than answers")
        }
        if let notice = line.notice { tell(notice) }
        if let end = line.end { throw Stop(reason: end) }
        if let problem = line.answer?.problem { throw Stop(reason: "\(line.host ?? "a worker"): \(problem)") }
        state.withLock { state in
            if let threads = line.threads { state.threads = threads }
            // A request whose worker was lost may have been answered before.
            if let answer = line.answer, state.open.remove(answer.id) != nil { state.answers[answer.id] = answer }
        }
    }
}
