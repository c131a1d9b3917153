import Pipelines
import Variates

/// What to make of a bottleneck, in words: the verdict first, then what would help.
struct Explanation {
    private let candidate: Bottleneck.Candidate
    private let observation: RunObservation
    private let loss: TimeLoss?

    init(_ candidate: Bottleneck.Candidate, _ observation: RunObservation, _ loss: TimeLoss?) {
        self.candidate = candidate
        self.observation = observation
        self.loss = loss
    }

    /// One sentence without a full stop: the cause, then what would help.
    var text: String {
        guard let loss else { return verdict }
        return candidate.kind == .trainer ? "the input pipeline keeps up, but \(loss.advice)" : loss.advice
    }

    private var name: String { candidate.name }

    private var verdict: String {
        switch candidate.kind {
        case .trainer where candidate.isOnlyTrainer:
            "the input pipeline keeps up; only a faster training step would help"
        case .trainer: "the input pipeline keeps up; a faster training step would help most"
        case .trainingLoop: "data are ready, and yet steps do not compute all the time"
        case .disk: disk
        case .readCache:
            "the place of the read cache is in use almost all the time; a faster one, or more requests at a time, would help"
        case .lock: lock
        case .cores: "the cores are at work almost all the time; less work per sample or \(more("cores")) would help"
        case .copyEngine: "the copies to the accelerator never pause; a faster link or fewer bytes would help"
        case .workers: "all worker threads are in use, though cores are not; \(more("threads")) would help"
        case .source:
            "`\(name)` reads almost all the time, one sample after the other; reads in parallel (`interleave`), \(faster) "
                + "would help"
        case .stage: "`\(name)` works almost all the time; \(moreWork)less work there would help"
        case .thread: thread
        case .none: observation.longestWait?.text ?? "no single cause; busiest: \(name) (\(candidate.percent))"
        }
    }

    /// More of a resource is of use by itself only where more work waits for it.
    private func more(_ resource: String) -> String {
        let limit =
            resource == "cores" ? observation.scenario.platform.cpu.cores : observation.scenario.platform.cpu.workers
        let isFull = zip(observation.pipeline.stages, observation.stages).contains { stage, report in
            report.utilisation >= Bottleneck.busyResource && stage.operator.concurrency <= limit
        }
        let takesTurns = observation.sharedThreads.contains { thread in
            let computation = thread == observation.threads.trainingLoop ? observation.loop.computation : 0
            return observation.busyShare(ofThread: thread) + computation >= Bottleneck.busyResource
        }
        return isFull || takesTurns ? "more \(resource) together with more parallel work" : "more \(resource)"
    }

    private var moreWork: String {
        let index = observation.pipeline.stages.firstIndex { $0.name == name }
        return index.flatMap { observation.moreCalls(of: $0) }.map { "\($0) or " } ?? ""
    }

    /// What of the disk is in use: where storage takes no more requests, or opens no more files, a faster one is of no
    /// use.
    private var disk: String {
        if isAtLimit(observation.openingUtilisation) {
            let remedies = oneOf(["larger files", "more openings a second"] + fewerReads)
            return "storage opens no more files a second; \(remedies) would help"
        }
        if isAtLimit(observation.requestUtilisation) {
            let larger = observation.pipeline.storedFiles.rowGroup == nil ? "larger files" : "larger row groups"
            let remedies = oneOf([larger, "more requests a second"] + fewerReads)
            return "storage accepts no more requests a second; \(remedies) would help"
        }
        return "the disk is in use almost all the time; \(faster) would help"
    }

    /// Whether storage is at a limit by a share in use of the disk: no other is larger, but for rounding.
    ///
    /// Requests that storage does not yet take wait in the places of its queue, which are full then, too.
    private func isAtLimit(_ share: Double?) -> Bool {
        guard let share, share >= Bottleneck.busyResource else { return false }
        return share + TimeLoss.leastShare >= observation.mean(.diskUtilisation)
    }

    /// What makes reading faster: fewer bytes where they take time.
    private var faster: String {
        oneOf(["a faster disk"] + (transfersTakeTime ? ["fewer bytes"] : []) + fewerReads)
    }

    /// What leaves the disk less to do: a cache where something is read again, or checkpoints that are fewer.
    private var fewerReads: [String] {
        var remedies: [String] = []
        let cache = observation.scenario.platform.readCache
        let isCached = observation.pipeline.stages.contains(where: \.operator.keepsData)
        if cache.isUsed, observation.mean(.readCacheHits) < 1 {
            remedies.append("a larger read cache")
        } else if observation.training.epochs > 1, !isCached, !cache.isUsed {
            remedies.append("a cache")
        }
        if checkpointsTakeTime { remedies.append("fewer checkpoints") }
        return remedies
    }

    /// Remedies of which each helps.
    private func oneOf(_ remedies: [String]) -> String {
        guard let last = remedies.last, remedies.count > 1 else { return remedies.joined() }
        return remedies.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Whether the disk is busy with what checkpoints write.
    private var checkpointsTakeTime: Bool {
        let bytes = observation.training.checkpoint?.bytes ?? 0
        return bytes > 0 && observation.loop.interruptions >= TimeLoss.leastShare
    }

    private var transfersTakeTime: Bool {
        let disk = observation.scenario.platform.disk
        let transfer = disk.transferSeconds(ofBytes: observation.pipeline.storedFiles.size.mean)
        return transfer > 0.1 * disk.latency.mean
    }

    private var lock: String {
        let holders = observation.pipeline.stages.filter { $0.operator.lock != nil }
        let names = holders.map { "`\($0.name)`" }.joined(separator: ", ")
        let hasProcesses = holders.contains(where: \.operator.usesWorkerProcesses)
        let processes = hasProcesses ? "more worker processes" : "processes in place of threads"
        return
            "the lock of \(names) is held almost all the time, by one call after the other; a smaller share of each call "
            + "under it, or \(processes), would help"
    }

    private var thread: String {
        let names = candidate.thread.map(observation.busyStages) ?? []
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        return
            "\(list): one thread does their work in turns and never pauses; calls in parallel, or a prefetch between "
            + "them, would help"
    }
}
