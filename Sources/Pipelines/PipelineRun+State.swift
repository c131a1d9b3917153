import BasicContainers

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

    /// What the training loop has come to by `now` (ns).
    ///
    /// Mutating in name only, as what follows: a call on a run that is borrowed copies the run.
    package mutating func loopCounters(at now: Int64) -> LoopCounters {
        LoopCounters(
            finishedSteps: training.finishedSteps, finishedSamples: training.finishedSamples,
            finishedBytes: training.finishedBytes, stallNanoseconds: stallNanoseconds(at: now),
            boundaryNanoseconds: boundaryNanoseconds(at: now))
    }

    /// What the time of a stage has come to by `now` (ns).
    package mutating func times(ofStage index: Int, at now: Int64) -> StageTimes {
        StageTimes(actions.ports[index], actions.waits.charged[index], at: now)
    }

    /// How long the training loop has waited within epochs for elements whose work was in a stage's hands.
    package func waits(ofStage index: Int) -> WaitTimes { actions.waits.charged[index] }

    /// Epochs that were over before a stage's cache was complete, so that it was thrown away.
    public func incompleteCaches(ofStage index: Int) -> Int {
        let isLeft = isFinished && failure == nil && stages.holdsIncompleteCache(index)
        return actions.ports[index].discardedCaches + (isLeft ? 1 : 0)
    }

    /// What a tuner has made of a stage's parameter, if one governs it.
    public func tunedValue(ofStage index: Int) -> Int? { stages.tunedValue(of: index) }

    /// Elements that a stage has emitted since its epoch began, or since it was reset by a stage below it.
    public func emittedElements(ofStage index: Int) -> Int64 { actions.ports[index].emittedElements }

    /// Samples that a stage has emitted since the run began, without those that were thrown away when it was restarted
    /// before they had left the restarted part, or were dropped as the remainder of a batch.
    package mutating func emittedSamples(ofStage index: Int) -> Int64 { actions.ports[index].emittedSamples }

    /// Samples in the elements that a stage holds.
    package mutating func heldSamples(ofStage index: Int) -> Int64 { actions.ports[index].heldSamples }

    /// The element that a stage emitted last.
    public func lastEmitted(ofStage index: Int) -> Element { actions.ports[index].emitted }

    /// Whether a stage owes its consumer an element.
    public func isAsked(ofStage index: Int) -> Bool { actions.ports[index].isDemanded }

    /// Whether a stage has been told, in this epoch, that its upstream has no more.
    public func inputHasEnded(ofStage index: Int) -> Bool { endedInputs[index] }

    /// Who waits for whom, from the training loop up: the account of a run that cannot go on.
    public var waitingChain: String {
        var chain = ["the training loop \(training.state)"]
        for index in (0..<stages.count).reversed() {
            guard actions.ports[index].isDemanded else { break }
            let consumer = index == stages.count - 1 ? "the training loop" : "`\(names[index + 1])`"
            chain.append("`\(names[index])` owes \(consumer) an element")
        }
        return chain.joined(separator: "; ")
    }
}
