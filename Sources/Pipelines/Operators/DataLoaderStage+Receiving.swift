import DequeModule
import DiscreteEvent

/// The loop's call for a batch: what it takes, from where, and in which order.
extension DataLoaderStage {
    /// Inside the call: takes the batch whose turn it is, or what comes, or waits.
    mutating func goOn(_ actions: inout Actions) {
        while let first = outstanding.first, isVoid(first) {
            outstanding.removeFirst()
            expected += 1
        }
        guard let first = outstanding.first else { return beginEnding(&actions) }
        if let batch = first.batch {
            received = LoaderMessage(number: expected, worker: first.worker ?? 0, batch: batch, finishedAt: 0)
            outstanding[0].batch = nil
            take(costs.stashed(sinceReturn), &actions)
        } else if let message = results.popFirst() {
            let curve = hasReceived || loader.hostMemory == .pinned ? costs.stashed : costs.reading
            // A batch that has only just been sent is still under way.
            let underWay = costs.delivery(0) - Double(actions.now - message.finishedAt) / 1e9
            receive(message, seconds: max(curve(hasReceived ? 0 : sinceReturn), underWay), &actions)
        } else {
            loop = .waiting
            waitingSince = actions.now
            actions.holdBack(heldBackCalls)
        }
    }

    /// Samples that could be in the making, in workers that nothing is asked of because batches that are ready wait
    /// for an older one.
    private var heldBackCalls: Int {
        guard loader.order == .ordered, isFull, outstanding.contains(where: { $0.batch != nil }) else { return 0 }
        return loader.requests * workers.count { $0.isActive && $0.asked.isEmpty && $0.onTheWay.isEmpty }
    }

    /// Whether as many batches are asked for, or ready, as may be.
    var isFull: Bool { outstanding.count >= workers.count * loader.prefetchFactor }

    /// A batch that was delivered out of turn, or will never come.
    private func isVoid(_ batch: Outstanding) -> Bool {
        guard let worker = batch.worker else { return true }
        return batch.batch == nil && !workers[worker].isActive
    }

    /// Seconds since the loop last returned with a batch until it asked again.
    private var sinceReturn: Double { returnedAt.map { Double(askedAt - $0) / 1e9 } ?? 0 }

    /// Whether what comes was asked for by an earlier epoch, which was left early.
    private var isOfEarlierEpoch: Bool { loop == .outside || loop == .awaitingWorkers }

    /// A batch has come into the loop's process.
    mutating func sent(_ message: LoaderMessage, _ actions: inout Actions) {
        // The thread that pins ends before the workers do.
        let isPinned = loader.hostMemory == .pinned && !(isOfEarlierEpoch && loader.lifetime == .epoch)
        guard isPinned else { return arrived(message, &actions) }
        unpinned.append(message)
        if unpinned.count == 1 { pinNext(&actions) }
    }

    /// Nobody gets a worker's answer.
    mutating func throwAway(_ message: LoaderMessage, _ actions: inout Actions) {
        if let batch = message.batch { actions.drop(batch) }
    }

    private mutating func arrived(_ message: LoaderMessage, _ actions: inout Actions) {
        if isOfEarlierEpoch { return throwAway(message, &actions) }
        guard loop == .waiting else { return results.append(message) }
        let waited = Double(actions.now - waitingSince) / 1e9
        let isPinned = loader.hostMemory == .pinned
        receive(message, seconds: isPinned ? costs.stashed(0) : costs.delivery(waited), &actions)
    }

    private mutating func receive(_ message: LoaderMessage, seconds: Double, _ actions: inout Actions) {
        received = message
        hasReceived = true
        loop = .receiving
        actions.holdBack(0)
        let all = seconds + Double(message.batch?.bytes ?? 0) * costs.receiveSecondsPerByte
        // The pinning thread has waited for the lock already.
        if loader.hostMemory == .pinned { return take(all, &actions) }
        transfer(from: message.worker, seconds: all, &actions)
    }

    // MARK: The lock of a worker

    /// Receives from a worker's process, once that lets go of its interpreter's lock.
    private mutating func transfer(from worker: Int, seconds: Double, _ actions: inout Actions) {
        guard costs.interpreterLockSeconds > 0, workers[worker].goesOn else { return transfer(seconds, &actions) }
        lockWaits += 1
        lockedOut = LockedOut(worker: worker, number: lockWaits, seconds: seconds)
        actions.perform(
            LoaderSignal(.lock, worker: lockWaits).element, at: .processWait,
            token: SimulationTime.countedNanoseconds(inSeconds: costs.interpreterLockSeconds))
    }

    /// The longest wait for a lock is over; it may have ended before.
    mutating func lockIsFree(after wait: Int, _ actions: inout Actions) {
        if lockedOut?.number == wait { lockIsFree(&actions) }
    }

    /// A worker has ended a batch, and so lets go of its lock.
    mutating func lockIsFree(of worker: Int, _ actions: inout Actions) {
        if lockedOut?.worker == worker { lockIsFree(&actions) }
    }

    private mutating func lockIsFree(_ actions: inout Actions) {
        guard let seconds = lockedOut?.seconds else { return }
        lockedOut = nil
        transfer(seconds, &actions)
    }

    private mutating func transfer(_ seconds: Double, _ actions: inout Actions) {
        guard loader.hostMemory == .pinned else { return take(seconds, &actions) }
        perform(
            LoaderSignal(.pinningThread), at: .processCore,
            nanoseconds: SimulationTime.countedNanoseconds(inSeconds: seconds), &actions)
    }

    private mutating func take(_ seconds: Double, _ actions: inout Actions) {
        loop = .receiving
        actions.holdBack(0)
        perform(
            LoaderSignal(.loop), at: .processCost, nanoseconds: SimulationTime.countedNanoseconds(inSeconds: seconds),
            &actions)
    }

    mutating func hasTaken(_ actions: inout Actions) {
        guard let message = received else { preconditionFailure("the loop has received nothing") }
        received = nil
        let place = message.number - expected
        guard let batch = message.batch else {
            workers[message.worker].isActive = false
            wanted = 1
            return ask(&actions)
        }
        if place > 0 && loader.order == .ordered {
            outstanding[place].batch = batch
            return goOn(&actions)
        }
        outstanding[place].worker = nil
        workers[message.worker].undelivered -= 1
        delivered = batch
        wanted = 1
        ask(&actions)
    }

    mutating func emit(_ element: Element, _ actions: inout Actions) {
        delivered = nil
        isDemanded = false
        loop = .returned
        returnedAt = actions.now
        actions.release(element)
        actions.emit(element)
    }

    private mutating func pinNext(_ actions: inout Actions) {
        guard let message = unpinned.first else { return }
        let seconds = costs.delivery(0) + Double(message.batch?.bytes ?? 0) * costs.pinSecondsPerByte
        transfer(from: message.worker, seconds: seconds, &actions)
    }

    mutating func pinned(_ actions: inout Actions) {
        if let message = unpinned.popFirst() { arrived(message, &actions) }
        pinNext(&actions)
    }
}
