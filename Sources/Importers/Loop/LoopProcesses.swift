import Pipelines
import ScenarioFiles

/// The costs of worker processes, from all runs of a recording that had some.
struct LoopProcesses {
    private let runs: [LoopRun]
    /// Those of the runs with the fewest workers.
    private let messages: LoopMessages
    private let allMessages: LoopMessages
    private let costs: LoopCosts

    /// Nil where no run had workers.
    init?(_ recording: LoopRecording, _ costs: LoopCosts) {
        runs = ([recording.run] + recording.probes).filter { $0.workers > 0 && $0.totals != nil }
        if runs.isEmpty { return nil }
        self.costs = costs
        // Where fewer workers compute, less of what lies between is waiting for a core.
        let fewest = runs.map(\.workers).min() ?? 0
        messages = runs.filter { $0.workers == fewest }.reduce(into: LoopMessages()) { $0.add($1) }
        allMessages = runs.reduce(into: LoopMessages()) { $0.add($1) }
    }

    /// The platform's section; what costs nothing, or was not seen, is left out.
    var section: SectionDocument {
        let boots = boots
        let values: [(String, WrittenValue?)] = [
            (
                "creation",
                table { run in
                    (run.loader?.persists == true ? Array(run.epochs.prefix(1)) : run.epochs).map(\.iterator)
                }
            ),
            ("boot", time(boots.map(\.wait).middle)),
            ("bootCompute", time(boots.map(\.core).middle)),
            ("firstBatch", time(firstBatches.middle)),
            (
                "shutdown",
                table { run in
                    run.loader?.persists == true ? [] : run.epochs.filter { $0.ending == "end" }.map(\.last)
                }
            ),
            (
                "resumption",
                table { run in
                    run.loader?.persists == true ? run.epochs.dropFirst().map(\.iterator) : []
                }
            ),
            ("dispatch", time(middle(\.dispatches))),
            ("gap", time(middle(\.gaps))),
            ("delivery", time(delivery.map { $0 - costs.next })),
            ("reading", time(middle(\.readings).map { $0 - costs.next })),
            ("stashed", time(Self.stashed)),
            ("interpreterLock", time(lock)),
            ("busyBatch", time(computations.middle.map { $0 / 3 })),
            ("sendPerByte", perByte(costs.sendPerByte)),
            ("receivePerByte", perByte(costs.receivePerByte)),
        ]
        var section = SectionDocument(WorkerProcesses.self)
        for case (let name, let value?) in values { section.set(name, value) }
        return section
    }

    /// To take a batch that came before its turn, which no recording shows.
    ///
    /// Source: measured with torch 2.15 (decision 0009).
    private static let stashed = 0.14e-3

    private func middle(_ times: KeyPath<LoopMessages, [Double]>) -> Double? {
        messages[keyPath: times].middle ?? allMessages[keyPath: times].middle
    }

    /// Until a waiting loop has a batch of a worker that has nothing else to do: as long as it takes to receive one that
    /// is ready, and to wake up, which takes as long for indices.
    private var delivery: Double? {
        middle(\.deliveries) ?? middle(\.readings).map { $0 + (middle(\.dispatches) ?? 0) }
    }

    /// How long workers keep their interpreter's lock.
    private var lock: Double? {
        messages.lock ?? allMessages.lock
    }

    // MARK: Starts

    private struct Boot {
        var wait: Double
        var core: Double
    }

    /// From a worker's creation until it began a batch; imports compute where processes are not forked.
    private var boots: [Boot] {
        runs.flatMap { run in
            run.epochs.flatMap { epoch in
                let workers = run.notes(in: epoch)
                return workers.enumerated().compactMap { index, notes -> Boot? in
                    guard let first = notes.number.firstIndex(of: 0), workers.count == run.workers else { return nil }
                    let created = epoch.begin + epoch.iterator * Double(index + 1) / Double(run.workers)
                    let all = max(0, notes.begin[first] - created)
                    let core = run.loader?.startMethod == "fork" ? 0 : min(all, notes.bootCore)
                    return Boot(wait: all - core, core: core)
                }
            }
        }
    }

    /// What the first batch of a new worker computed more than its others.
    private var firstBatches: [Double] {
        runs.flatMap(\.notes).compactMap { notes in
            let times = notes.fetchCore.indices.map { notes.fetchCore[$0] + notes.collateCore[$0] }
            guard notes.worker != nil, notes.number.first == 0, times.count > 2,
                let usual = Array(times.dropFirst()).middle
            else { return nil }
            return max(0, times[0] - usual)
        }
    }

    /// Computation for each batch in its worker, its sending thread and the loop together.
    private var computations: [Double] {
        runs.compactMap { run in
            let gaps = run.notes.flatMap { $0.gapCore.compactMap(\.self) }
            let others = run.notes.flatMap { $0.otherThreads.compactMap(\.self) }
            guard let gap = gaps.middle, let other = others.middle,
                let call = run.epochs.flatMap(\.waitCore).compactMap(\.self).middle
            else { return nil }
            return gap + other + max(0, call - costs.next)
        }
    }

    // MARK: Values

    private func time(_ seconds: Double?) -> WrittenValue? {
        guard let seconds, seconds > 0 else { return nil }
        return .time(seconds)
    }

    private func perByte(_ seconds: Double) -> WrittenValue? {
        // To 10⁻¹⁵ s: the last digit is far below what can be measured.
        let rounded = (seconds * 1e15).rounded() / 1e15
        return rounded > 0 ? .quantity(min(1, rounded), .timePerByte) : nil
    }

    /// Values at 1, 2, 3, … workers as far as runs go, on straight lines between them.
    private func table(_ seconds: (LoopRun) -> [Double]) -> WrittenValue? {
        var known: [Int: [Double]] = [:]
        for run in runs { known[run.workers, default: []] += seconds(run) }
        let means = known.compactMapValues(\.mean)
        guard let most = means.keys.max() else { return nil }
        return .list((1...most).map { .time(TorchProcessCosts.seconds(means, workers: $0)) })
    }
}
