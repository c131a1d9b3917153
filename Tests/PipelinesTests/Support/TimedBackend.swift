import Pipelines

/// A backend for tests that has as many of every resource as anyone asks for: each piece of work takes the time that
/// the test gives it, and no longer.
final class TimedBackend {
    /// A piece of work that was done.
    struct Done {
        var work: Work
        var number: Int
        var begunAt: Int64
        var endedAt: Int64
    }

    let backend: StepwiseBackend
    /// Everything done, in order of its end; at equal times in the order in which it was begun.
    private(set) var log: [Done] = []
    private var ends: [Int64] = []
    private let duration: (Work, Int) -> Int64

    /// - Parameter duration: nanoseconds of a piece of work, by the work and its number in its stage's order of input.
    init(
        _ scenario: TestScenario, options: ExecutionOptions = ExecutionOptions(), seed: UInt64 = 1,
        duration: @escaping (Work, Int) -> Int64
    ) throws {
        backend = try StepwiseBackend(scenario, options: options, seed: seed)
        self.duration = duration
    }

    /// Runs to the end.
    func finish() {
        while !backend.isFinished {
            for entry in backend.pending[ends.count...] {
                ends.append(backend.now + duration(entry.work, entry.number))
            }
            guard let next = ends.indices.min(by: { key($0) < key($1) }) else { return }
            let entry = backend.pending[next]
            backend.advance(to: ends.remove(at: next))
            backend.complete(next)
            log.append(Done(work: entry.work, number: entry.number, begunAt: entry.begunAt, endedAt: backend.now))
        }
    }

    /// Work that takes no time goes before whatever else is due now.
    private func key(_ index: Int) -> (Int64, Int) {
        (ends[index], ends[index] == backend.pending[index].begunAt ? 0 : 1)
    }

    /// When steps of the training loop ended (ns).
    var stepEnds: [Int64] { log.filter { $0.work.place == .accelerator }.map(\.endedAt) }
    /// When the training loop received its elements (ns).
    var deliveries: [Int64] {
        log.filter { backend.isReceipt($0.work) }.sorted { $0.number < $1.number }.map(\.begunAt)
    }
    /// Work of one stage, in order of its beginning.
    func work(of name: String) -> [Done] {
        let stage = backend.index(of: name)
        return log.filter { Int($0.work.stage) == stage }.sorted { $0.number < $1.number }
    }
}

/// Durations by name of stage, the steps under `step`: the k-th piece of work takes the k-th entry, over and over; work
/// that is not named takes no time.
func durations(_ tables: [String: [Int64]], in scenario: TestScenario) throws -> (Work, Int) -> Int64 {
    let byStage = try scenario.pipeline().stages.map { tables[$0.name] ?? [] }
    let steps = tables["step"] ?? []
    return { work, number in
        let isStep = work.place == .accelerator || work.place == .trainerCore
        let table = Int(work.stage) < byStage.count ? byStage[Int(work.stage)] : isStep ? steps : []
        return table.isEmpty ? 0 : table[number % table.count]
    }
}
