import BasicContainers
import DiscreteEvent

/// What is known of a run between two inputs.
extension PipelineRun {
    /// Bytes held in buffers and by work.
    public var memory: MemoryUse { actions.memory }

    /// Whether more memory was needed than there is.
    public var isOutOfMemory: Bool { actions.memory.exhaustion != nil }

    /// What a stage holds, accounted up to the last input.
    public func occupancy(ofStage index: Int) -> Occupancy {
        var occupancy = actions.ports[index].occupancy
        occupancy.advance(to: actions.now)
        return occupancy
    }

    /// How long a stage's threads of a crew have been at work by `now` (ns).
    package func workNanoseconds(ofStage index: Int, by crew: Crew, at now: Int64) -> Int128 {
        actions.ports[index].workTimes.nanoseconds(of: crew, at: now)
    }

    /// How long a stage's workers have been at storage by `now` (ns).
    package func storageNanoseconds(ofStage index: Int, at now: Int64) -> Int128 {
        actions.ports[index].workTimes.storageNanoseconds(at: now)
    }

    /// Calls × nanoseconds that a stage could have made by `now` (ns) and did not, because finished results waited for
    /// an older one.
    package func heldBackNanoseconds(ofStage index: Int, at now: Int64) -> Int128 {
        actions.ports[index].heldBack.integral(at: now)
    }

    /// How long, by `now` (ns), a stage that works ahead has had no room for more; 0 for one that does not work ahead.
    package func aheadNanoseconds(ofStage index: Int, at now: Int64) -> Int128 {
        actions.ports[index].ahead.integral(at: now)
    }

    /// How long the training loop has waited within epochs for an element whose work was in a stage's hands, and why
    /// (ns).
    package func waitNanoseconds(ofStage index: Int, _ cause: WaitCause) -> Int64 {
        actions.waits.nanoseconds(ofStage: index, cause)
    }

    /// Epochs that were over before a stage's cache was complete, so that it was thrown away.
    public func incompleteCaches(ofStage index: Int) -> Int {
        let isLeft = isFinished && failure == nil && stages[index].holdsIncompleteCache
        return actions.ports[index].discardedCaches + (isLeft ? 1 : 0)
    }

    /// What a tuner has made of a stage's parameter, if one governs it.
    public func tunedValue(ofStage index: Int) -> Int? { stages[index].tunedValue }

    /// Elements that a stage has emitted since its epoch began, or since it was reset by a stage below it.
    public func emittedElements(ofStage index: Int) -> Int64 { actions.ports[index].emittedElements }

    /// Samples that a stage has emitted since the run began, without those that were thrown away when it was restarted
    /// before they had left the restarted part, or were dropped as the remainder of a batch.
    package func emittedSamples(ofStage index: Int) -> Int64 { actions.ports[index].emittedSamples }

    /// Samples in the elements that a stage holds.
    package func heldSamples(ofStage index: Int) -> Int64 { actions.ports[index].heldSamples }

    /// The element that a stage emitted last.
    public func lastEmitted(ofStage index: Int) -> Element { actions.ports[index].emitted }

    /// Whether a stage owes its consumer an element.
    public func isAsked(ofStage index: Int) -> Bool { actions.ports[index].isDemanded }

    /// Whether a stage has been told, in this epoch, that its upstream has no more.
    public func inputHasEnded(ofStage index: Int) -> Bool { endedInputs[index] }

    /// Who waits for whom, from the training loop up: the account of a run that cannot go on.
    public var waitingChain: String {
        var chain = ["the training loop \(training.state)"]
        for index in stages.indices.reversed() {
            guard actions.ports[index].isDemanded else { break }
            let consumer = index == stages.count - 1 ? "the training loop" : "`\(names[index + 1])`"
            chain.append("`\(names[index])` owes \(consumer) an element")
        }
        return chain.joined(separator: "; ")
    }
}
