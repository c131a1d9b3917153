/// What it took to pass batches between the processes of a loader, as far as a run with workers shows it (s).
struct LoopMessages: Sendable {
    /// From the end of a batch in its worker until the loop had it, where the loop waited for it.
    ///
    /// That is longer than to pass it on where the worker's other thread, which sends it, waits for the interpreter's lock
    /// (`sys.getswitchinterval`, 5 ms); the loop may then ask for a batch that is complete, and wait for it.
    var deliveries: [Double] {
        let longest = readings.middle.map { 2 * $0 } ?? .infinity
        return receipts.filter { $0.asked < $0.end - Self.apart || $0.got - $0.asked > longest }.map {
            max(0, $0.got - $0.end)
        }
    }

    /// Calls for a batch that was ready.
    var readings: [Double] {
        receipts.filter { $0.asked > $0.end + 3 * Self.apart }.map { $0.got - $0.asked }
    }

    /// Between two batches of a worker that had been asked for the second one already.
    private(set) var gaps: [Double] = []
    /// Until a worker that had nothing to do began a batch that was asked of it.
    private(set) var dispatches: [Double] = []

    /// Receipts of batches: when each was asked for and complete, and how long it took from then on.
    private var receipts: [Receipt] = []

    private struct Receipt {
        var asked: Double
        var end: Double
        var got: Double
    }

    /// Times at which two processes can be said to have been in an order, in spite of what lies between.
    private static let apart = 0.001

    /// Batches that were delivered in the order of the requests, the k-th by worker k modulo their number.
    mutating func add(_ run: LoopRun) {
        guard run.workers > 0, run.loader?.keepsOrder == true, run.loader?.kind != "iterable" else { return }
        // Workers that persist count on from epoch to epoch.
        for epoch in run.loader?.persists == true ? Array(run.epochs.prefix(1)) : run.epochs {
            let workers = run.notes(in: epoch)
            guard workers.count == run.workers else { continue }
            let batches = workers.map { notes in
                Dictionary(zip(notes.number, notes.number.indices)) { first, _ in first }
            }
            for step in epoch.waits.indices {
                let (worker, number) = (step % run.workers, step / run.workers)
                guard let batch = batches[worker][number] else { continue }
                addReceipt(workers[worker].end(batch), step, epoch)
                guard number > 0, let before = batches[worker][number - 1] else { continue }
                let request = step - run.workers * (run.loader?.prefetchFactor ?? 2)
                addPause(
                    from: workers[worker].end(before), to: workers[worker].begin[batch],
                    askedAt: request < 0 ? epoch.begin : epoch.got(request))
            }
        }
    }

    private mutating func addReceipt(_ end: Double, _ step: Int, _ epoch: LoopEpoch) {
        // The first batch comes with the start of its worker.
        guard step > 0 else { return }
        receipts.append(Receipt(asked: epoch.asked[step], end: end, got: epoch.got(step)))
    }

    private mutating func addPause(from end: Double, to begin: Double, askedAt request: Double) {
        if request < end - Self.apart {
            gaps.append(max(0, begin - end))
        } else if request > end + 2 * Self.apart {
            dispatches.append(max(0, begin - request))
        }
    }
}

extension LoopRun {
    /// The workers that began with an epoch, in the order of their numbers.
    func notes(in epoch: LoopEpoch) -> [LoopNotes] {
        let next = epochs.map(\.begin).filter { $0 > epoch.begin }.min() ?? .infinity
        return notes.filter { notes in
            guard let start = notes.start, !notes.number.isEmpty else { return false }
            return start >= epoch.begin && start < next
        }.sorted { ($0.worker ?? 0) < ($1.worker ?? 0) }
    }
}
