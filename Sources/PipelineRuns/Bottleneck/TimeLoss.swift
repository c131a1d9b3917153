import Pipelines

/// Time that a training loop loses without a single bottleneck, and what would win it back.
public struct TimeLoss: Sendable, Equatable {
    /// What it is lost to.
    public enum Cause: String, Sendable, CaseIterable {
        /// Loading and training take turns: nothing works ahead while a step computes.
        case turns
        /// Finished results wait for an older one, and their calls' places with them.
        case order
        /// Times vary more than a buffer evens out.
        case variability
        /// Copies to the accelerator in the steps' own path.
        case copies
        /// Launches that the accelerator waits for.
        case launches
        /// The host is busy between elements and steps.
        case host
        /// Accelerators wait for each other.
        case barrier
        /// Checkpoints and evaluations.
        case interruptions
        /// The pipeline is empty when an epoch begins.
        case boundaries
        /// Accelerators whose data have ended wait for those that have more.
        case unevenShares
    }

    /// What the time is lost to.
    public let cause: Cause
    /// The share of the time that could be won back, at most.
    public let share: Double
    /// The stage that it is about; nil when it is the training loop.
    public let stage: String?
    /// What happens and what would help, in one sentence without a full stop.
    public let advice: String

    init(_ cause: Cause, _ share: Double, stage: String? = nil, _ advice: String) {
        self.cause = cause
        self.share = share
        self.stage = stage
        self.advice = advice
    }

    /// Shares below which no loss is worth a word.
    static let leastShare = 0.02
    /// A wait more than four times as long as a loss tells more.
    ///
    /// With twice as long, order would not be named in a run to which leaving it brings 14 %.
    static let muchLonger = 4.0

    /// Whether what wins it back shortens waits for data as such: work goes on while a step computes, or times even
    /// out, which may win more than this share.
    fileprivate var isOfWaits: Bool { [.turns, .variability, .unevenShares].contains(cause) }
}

extension RunObservation {
    /// The largest of the losses, if one is worth a word.
    ///
    /// None where the loop waits much longer for one thing, and winning it back leaves that wait as it is.
    var largestLoss: TimeLoss? {
        let losses = ([turns] + waits + [copies, launches, host, barrier, interruptions, boundaries, unevenShares])
            .compactMap { $0 }
        let largest = losses.filter { $0.share >= TimeLoss.leastShare }.max { $0.share < $1.share }
        guard let largest, !largest.isOfWaits, let wait = longestWait else { return largest }
        return wait.share > TimeLoss.muchLonger * largest.share ? nil : largest
    }

    /// What no other work may take longer than, if steps are to come sooner.
    private var slack: Double { 1 - busiestResource }

    // MARK: - Data

    /// The training loop's own thread loads between the steps.
    private var turns: TimeLoss? {
        guard training.runAhead == 0 else { return nil }
        let loading = ownLoading
        let gain = min(loading, 1 - loading, slack)
        let own = threads.stages(at: threads.trainingLoop).map { pipeline.stages[$0].operator }
        let loader = own.first { $0.usesWorkerProcesses }?.parallelismParameter
        let place = pipeline.stages.contains { $0.operator.isAsynchronous } ? " at the end" : ""
        let remedy = loader.map { "worker processes (`\($0)`)" } ?? "a prefetch\(place)"
        return TimeLoss(.turns, gain, "loading and training take turns; \(remedy) would overlap them")
    }

    /// Share of the time in which the loop waits for what its own thread does.
    private var ownLoading: Double {
        min(busyShare(ofThread: threads.trainingLoop), loop.waiting)
    }

    /// What the stages that the loop waits for lose, from the last one up to the first that is ahead of its consumer.
    private var waits: [TimeLoss] {
        var losses: [TimeLoss] = []
        for index in pipeline.stages.indices.reversed() where pipeline.stages[index].operator.isAsynchronous {
            let shares = stages[index].shares
            let charged = chargedWaiting(upTo: index)
            if shares.heldBack > 0 { losses.append(orderLoss(of: index, min(charged, shares.heldBack, slack))) }
            if let uneven = unevenFiles(of: index) { return losses + [uneven] }
            let blocked = min(loop.waiting - ownLoading, shares.ahead)
            if blocked >= TimeLoss.leastShare {
                return losses + [bufferLoss(of: index, min(blocked, charged - receiving(from: index), slack))]
            }
        }
        return losses
    }

    /// Share of the time in which the loop receives what worker processes have made, which it does of a batch that is
    /// ready, too.
    private func receiving(from index: Int) -> Double {
        pipeline.stages[index].operator.usesWorkerProcesses ? stages[index].shares.waits[.passingOn] : 0
    }

    /// Share of the time in which the loop waits for work of a stage, or of those before it: what these can be the
    /// cause of, however full their buffers are.
    private func chargedWaiting(upTo index: Int) -> Double {
        min(loop.waiting - ownLoading, stages[...index].reduce(0) { $0 + $1.shares.waits.total })
    }

    private func orderLoss(of index: Int, _ share: Double) -> TimeLoss {
        let stage = pipeline.stages[index]
        let isLoader = stage.operator.usesWorkerProcesses
        let what = isLoader ? "finished batches of `\(stage.name)`" : "finished calls of `\(stage.name)`"
        func path(to parameter: String) -> String { scenario.pipeline.path(to: parameter, of: stage) }
        let buffer = stage.operator.bufferParameter.map { "a larger `\(path(to: $0))`" }
        let more = buffer ?? moreCalls(of: index, path: path)
        let unordered = stage.operator.orderParameter.map { "`\(path(to: $0))=unordered`" }
        let remedies = [unordered, more].compactMap { $0 }.joined(separator: " or ")
        return TimeLoss(
            .order, share, stage: stage.name,
            "\(what) wait \(percent(share)) for an older one (order); \(remedies) would help")
    }

    /// A buffer that is full at times, and empty when the loop comes.
    private func bufferLoss(of index: Int, _ share: Double) -> TimeLoss {
        let stage = pipeline.stages[index]
        let needed = pipeline.elementsPerStep[index].rounded()
        let ready = stage.operator.readyLimit(poolThreads: scenario.platform.cpu.workers) ?? 0
        // Another thread takes from it, and has a buffer of its own.
        let isTakenAhead = pipeline.stages[(index + 1)...].contains { $0.operator.isAsynchronous }
        if ready < needed, !isTakenAhead {
            return TimeLoss(
                .turns, share, stage: stage.name,
                "loading and training take turns, because `\(stage.name)` has at most \(Int(ready)) of the "
                    + "\(Int64(needed)) elements of a step ready; a prefetch at the end would overlap them")
        }
        if let cache = cacheBeingFilled(before: index) {
            return TimeLoss(
                .variability, share, stage: stage.name,
                "`\(cache)` is being filled for a part of the time, and the loop waits then; a longer run would show what it "
                    + "is with a full one")
        }
        let buffer = stage.operator.bufferParameter.map { "a larger `\($0)`" } ?? "a prefetch behind it"
        let remedy = stage.operator.hasBufferThread ? "a larger buffer" : buffer
        return TimeLoss(
            .variability, share, stage: stage.name,
            "the loop waits \(percent(share)) for `\(stage.name)`, which is full at other times (variance); \(remedy) would "
                + "help")
    }

    /// Workers that have nothing to do because the files do not divide among them: most of what they do not do.
    private func unevenFiles(of index: Int) -> TimeLoss? {
        let (stage, shares) = (pipeline.stages[index], stages[index].shares)
        let idle = min(loop.waiting - ownLoading, 1 - shares.utilisation - shares.heldBack, slack)
        guard let upstream = flow(into: index), idle >= TimeLoss.leastShare else { return nil }
        func loss(_ lengths: FileLengths?, _ which: String, _ remedy: String) -> TimeLoss? {
            guard 2 * stage.operator.idleShare(after: upstream, of: lengths) >= idle else { return nil }
            return TimeLoss(
                .unevenShares, idle, stage: stage.name,
                "the loop waits \(percent(idle)) for `\(stage.name)`, some of whose workers \(which); "
                    + "\(remedy) would help")
        }
        return loss(nil, "have no file, or fewer than others", "files that divide among the workers")
            ?? loss(pipeline.storedFiles.lengths, "have less in their files than others", "files of more even length")
    }

    /// A cache in front of a stage that is filled for a part of the time: what is in front of it works, and the data
    /// are taken more than once.
    private func cacheBeingFilled(before index: Int) -> String? {
        guard training.epochs > 1 || pipeline.stages.contains(where: { $0.operator.repeatsData }) else { return nil }
        let cache = pipeline.stages[...index].lastIndex { $0.operator.keepsData }
        guard let cache, stages[..<cache].contains(where: { $0.utilisation >= TimeLoss.leastShare }) else { return nil }
        return pipeline.stages[cache].name
    }

    // MARK: - The training loop

    private var copies: TimeLoss? {
        TimeLoss(
            .copies, min(loop.copies, 1 - loop.copies, slack),
            "copies in the steps' path take \(percent(loop.copies)); `prefetchToDevice` would overlap them")
    }

    private var launches: TimeLoss? {
        let remedy = training.runAhead == 0 ? "a loop that runs ahead (`runAhead`)" : "fewer and longer steps"
        return TimeLoss(
            .launches, loop.launches,
            "the accelerator waits \(percent(loop.launches)) for launches; \(remedy) would help")
    }

    private var host: TimeLoss? {
        let remedy = training.runAhead == 0 ? "a loop that runs ahead (`runAhead`)" : "less work there"
        return TimeLoss(
            .host, loop.host, "the loop's own work between steps takes \(percent(loop.host)); \(remedy) would help")
    }

    private var barrier: TimeLoss? {
        let share = loop.barrier + (sharesAreEqual ? loop.starved : 0)
        return TimeLoss(
            .barrier, share,
            "accelerators wait \(percent(share)) for each other; steps and loading of more even length would help")
    }

    private var interruptions: TimeLoss? {
        TimeLoss(
            .interruptions, loop.interruptions,
            "checkpoints and evaluations take \(percent(loop.interruptions)); fewer or shorter ones would help")
    }

    private var boundaries: TimeLoss? {
        let settings = pipeline.stages.lazy.compactMap { $0.operator.lastingSetting(on: scenario.platform) }
        let lasting = training.epochs > 1 ? settings.first : nil
        let remedies = [lasting.map { "`\($0)`" }, "longer epochs"].compactMap { $0 }.joined(separator: " or ")
        return TimeLoss(
            .boundaries, loop.boundaries,
            "the beginnings of epochs, when nothing is ready, take \(percent(loop.boundaries)); \(remedies) would help")
    }

    private var unevenShares: TimeLoss? {
        if sharesAreEqual { return nil }
        return TimeLoss(
            .unevenShares, loop.starved,
            "accelerators whose data have ended wait \(percent(loop.starved)) for those that have more; equal shares would "
                + "help")
    }

    /// Whether all accelerators have as many steps in an epoch, as far as that is known before a run.
    private var sharesAreEqual: Bool {
        let steps = (0..<scenario.platform.gpu.count).map { try? scenario.onAccelerator($0).pipeline.stepsPerEpoch }
        return steps.allSatisfy { $0 == steps.first }
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) % of the time" }
}
