/// How long the worker processes of a `dataLoader` take to start.
extension DataLoader {
    /// Whether the loop creates a worker only when the one before it has read what it was sent, because the pipe
    /// between them does not hold that.
    var createsInTurns: Bool { pickledBytes > WorkerProcesses.pipeBytes }

    /// Seconds of the loop to create some of the workers, and to send them the data set.
    func creationSeconds(of count: Int, _ costs: WorkerProcesses) -> Double {
        let all = WorkerProcesses.seconds(costs.creation, workers: workers)
        return Double(count) * (all / Double(workers) + Double(pickledBytes) * costs.pickleSecondsPerByte)
    }

    /// Until the loop has created its workers and the first of them takes indices, if each has a core.
    public func processStart(_ costs: WorkerProcesses) -> ProcessStart? {
        guard workers > 0 else { return nil }
        let creation = creationSeconds(of: workers, costs)
        let computing = costs.bootComputeSeconds + Double(pickledBytes) * costs.unpickleSecondsPerByte
        let isRepeated = lifetime == .epoch
        if createsInTurns {
            let all = creation + Double(workers) * (costs.bootSeconds + computing)
            return ProcessStart(seconds: all, secondsInTurns: all, isRepeated: isRepeated)
        }
        // The first one boots while the others are created.
        let others = WorkerProcesses.seconds(costs.creation, workers: workers) * Double(workers - 1) / Double(workers)
        return ProcessStart(
            seconds: creation + max(0, costs.bootSeconds - others) + computing, secondsInTurns: creation,
            isRepeated: isRepeated)
    }

    /// Processes that live as long as the run, in place of new ones for each epoch, if those cost more time.
    public func lastingSetting(_ costs: WorkerProcesses) -> String? {
        guard let start = processStart(costs), start.isRepeated else { return nil }
        let anew = start.seconds + costs.firstBatchSeconds + WorkerProcesses.seconds(costs.shutdown, workers: workers)
        return anew > WorkerProcesses.seconds(costs.resumption, workers: workers) ? "workersLive: run" : nil
    }
}

/// What it takes to start an operator's worker processes.
public struct ProcessStart: Sendable, Equatable {
    /// Seconds until the first of them begins its work.
    public var seconds: Double
    /// The part of them in which one process after the other is created, so that it grows with their number.
    public var secondsInTurns: Double
    /// Whether they are started in each epoch; else once in a run.
    public var isRepeated: Bool
}
