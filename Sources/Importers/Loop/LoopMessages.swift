/// What it took to pass batches between the processes of a loader, as far as a run with workers shows it (s).
struct LoopMessages: Sendable {
    /// From the end of a batch in its worker until the loop had it, where the loop waited for it and the worker had
    /// nothing else to do; a batch that was just complete and took long to come was on its way, and waited for, too.
    var deliveries: [Double] {
        let longest = readings.middle.map { 2 * $0 } ?? .infinity
        return receipts.filter { receipt in
            guard receipt.next == .later, !receipt.wasReady else { return false }
            return receipt.asked < receipt.end - Self.apart || receipt.got - receipt.asked > longest
        }.map { max(0, $0.got - $0.end) }
    }

    /// Calls for a batch that was ready, of a worker that had nothing else to do; where that is not known, of any.
    var readings: [Double] {
        let ready = receipts.filter(\.wasReady)
        let idle = ready.filter { $0.next == .later }
        return (idle.isEmpty ? ready : idle).map { $0.got - $0.asked }
    }

    /// How much longer it took to receive a batch of a worker that went on with another one, and whether that ended
    /// meanwhile, so that it might have taken longer still.
    private var lockWaits: [(seconds: Double, isCutShort: Bool)] {
        let usual = readings.middle ?? deliveries.middle ?? 0
        return receipts.compactMap { receipt in
            guard case .meanwhile(let end) = receipt.next else { return nil }
            return (max(0, receipt.got - max(receipt.asked, receipt.end) - usual), receipt.got > end)
        }
    }

    /// The longest that a worker which goes on with another batch keeps its interpreter's lock from the loop.
    var lock: Double? {
        let waits = lockWaits
        return waits.count(where: \.isCutShort) * 2 > waits.count ? Self.heldLock : waits.map(\.seconds).middle
    }

    /// How long a worker keeps its lock that lets go only when it is asked to: some eight times 5 ms.
    ///
    /// Source: batches of 80 ms in Python alone take 28 to 44 ms in steps of 5 to be received, torch 2.15 (decision 0026);
    /// a thread asks after `sys.getswitchinterval()`.
    static let heldLock = 0.04

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
        /// When its worker made another batch, when this one was complete and asked for.
        var next: Next

        /// Whether it was complete for long when the loop asked for it.
        var wasReady: Bool { asked > end + 3 * LoopMessages.apart }
    }

    private enum Next: Equatable {
        /// It is not known.
        case unknown
        /// Begun only when the loop had this one, if ever.
        case later
        /// Begun before, and ended at a time.
        case meanwhile(end: Double)
    }

    /// Times at which two processes can be said to have been in an order, in spite of what lies between.
    fileprivate static let apart = 0.001

    /// Batches that were delivered in the order of the requests, the k-th by worker k modulo their number.
    mutating func add(_ run: LoopRun) {
        guard run.workers > 0, run.loader?.keepsOrder == true, run.loader?.kind != "iterable" else { return }
        // Workers that persist count on from epoch to epoch.
        for epoch in run.loader?.persists == true ? Array(run.epochs.prefix(1)) : run.epochs {
            let workers = run.notes(in: epoch).map(WorkerBatches.init)
            guard workers.count == run.workers else { continue }
            for step in epoch.waits.indices {
                let (worker, number) = (workers[step % run.workers], step / run.workers)
                guard let batch = worker[number] else { continue }
                // The first batch comes with the start of its worker.
                if step > 0 { addReceipt(of: batch, number, step, in: epoch, worker, workers: run.workers) }
                guard let before = worker[number - 1] else { continue }
                let request = step - run.workers * (run.loader?.prefetchFactor ?? 2)
                addPause(
                    from: before.end, to: batch.begin, askedAt: request < 0 ? epoch.begin : epoch.got(request))
            }
        }
    }

    private mutating func addReceipt(
        of batch: WorkerBatches.Batch, _ number: Int, _ step: Int, in epoch: LoopEpoch, _ worker: WorkerBatches,
        workers: Int
    ) {
        let (asked, got) = (epoch.asked[step], epoch.got(step))
        var other = number + 1
        while let next = worker[other], next.end <= max(batch.end, asked) { other += 1 }
        // After the last batch of its data a worker has nothing to do.
        var next = epoch.isWhole && step + (other - number) * workers >= epoch.waits.count ? Next.later : .unknown
        if let batch = worker[other] { next = batch.begin < got ? .meanwhile(end: batch.end) : .later }
        receipts.append(Receipt(asked: asked, end: batch.end, got: got, next: next))
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
