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

    /// Until the loop has created its workers and the first of them takes indices.
    public func processStart(on platform: Platform) -> ProcessStart? {
        guard workers > 0 else { return nil }
        let seconds = startSeconds(on: platform)
        var fewer = self
        fewer.workers -= 1
        return ProcessStart(
            seconds: seconds, secondsSavedByOneFewer: seconds - fewer.startSeconds(on: platform),
            isRepeated: lifetime == .epoch)
    }

    private func startSeconds(on platform: Platform) -> Double {
        guard workers > 0 else { return 0 }
        let costs = platform.processes
        let creation = creationSeconds(of: workers, costs)
        // Those that compute at a time, of the loaders of all accelerators, share the cores.
        let computing = Double((createsInTurns ? 1 : workers) * platform.gpu.count)
        let imports = costs.bootComputeSeconds + Double(pickledBytes) * costs.unpickleSecondsPerByte
        let importing = imports * max(1, computing / Double(platform.cpu.cores))
        if createsInTurns { return creation + Double(workers) * (costs.bootSeconds + importing) }
        // The first one boots while the others are created.
        let others = WorkerProcesses.seconds(costs.creation, workers: workers) * Double(workers - 1) / Double(workers)
        return creation + max(0, costs.bootSeconds - others) + importing
    }

    /// Processes that live as long as the run, in place of new ones for each epoch, if those cost more time.
    public func lastingSetting(on platform: Platform) -> String? {
        guard let start = processStart(on: platform), start.isRepeated else { return nil }
        let costs = platform.processes
        let anew = start.seconds + costs.firstBatchSeconds + WorkerProcesses.seconds(costs.shutdown, workers: workers)
        return anew > WorkerProcesses.seconds(costs.resumption, workers: workers) ? "workersLive: run" : nil
    }
}

/// What it takes to start an operator's worker processes.
public struct ProcessStart: Sendable, Equatable {
    /// Seconds until the first of them begins its work.
    public var seconds: Double
    /// How much sooner it would if there were one process fewer; negative where it would begin later.
    public var secondsSavedByOneFewer: Double
    /// Whether they are started in each epoch; else once in a run.
    public var isRepeated: Bool
}
