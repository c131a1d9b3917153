import Variates

/// The training loop's state machine, the consumer of the last stage: pull, host time, step, until its steps and epochs
/// are done.
public struct TrainingStage {
    private enum Host { case creatingIterator, calling, asking, waking, working, blocked, interrupted, idle }

    private let loop: TrainingLoop
    private var interruptions: Interruptions
    private let stepPlace: Work.Place
    private let hasCallCost: Bool
    private let hasWakeUp: Bool
    private let hasHostWork: Bool
    private var host = Host.idle
    private var startedSteps = 0
    /// Steps started and not finished.
    private(set) var unfinishedSteps = 0
    private var dataEnded = false
    private var stepLimit: Int?
    /// When the host turned to the element that it waits for, or works on (ns).
    private var askedAt: Int64 = 0
    /// When the host got to start the latest step of this epoch (ns).
    private var startedAt: Int64?

    /// Time from the start of the last step until the host turned to the next element (ns).
    public private(set) var pauseNanoseconds: Int64 = 0
    /// Steps finished, over all epochs.
    public private(set) var finishedSteps: Int64 = 0
    /// Samples in the finished steps.
    public private(set) var finishedSamples: Int64 = 0
    /// Bytes in the finished steps, as they reached the training loop.
    public private(set) var finishedBytes: Int128 = 0
    /// Sum of the digests of the elements delivered in this epoch.
    public private(set) var digest: UInt64 = 0
    /// Steps finished in this epoch.
    public private(set) var epochSteps: Int64 = 0

    /// - Parameter rank: accelerator that the loop drives, counted from 0.
    init(_ loop: TrainingLoop, _ overheads: Overheads, rank: UInt32) {
        self.loop = loop
        interruptions = Interruptions(loop, rank: rank)
        hasCallCost = !(overheads.next.isZero && overheads.busyNext.isZero)
        hasWakeUp = !overheads.wakeUp.isZero
        hasHostWork = loop.hostOverhead != .constant(0)
        stepPlace = loop.device == .gpu ? .accelerator : .trainerCore
    }

    /// Whether the epoch is over: no more data are wanted and all steps are finished.
    var epochIsFinished: Bool { dataEnded && unfinishedSteps == 0 && host == .idle }

    /// Whether a step of this epoch has got its element.
    var hasStarted: Bool { startedSteps > 0 }

    /// Whether the host waits for an element.
    var isAsking: Bool { host == .asking }

    /// Whether the host waits for a checkpoint or an evaluation.
    var isInterrupted: Bool { host == .interrupted }

    /// What the host is doing, for a report on a run that got stuck.
    var state: String {
        switch host {
        case .asking: "waits for an element"
        case .creatingIterator, .calling, .waking, .working: "waits for its host work"
        case .blocked: "waits for a step on the \(loop.device.rawValue)"
        case .interrupted: "waits for a checkpoint or an evaluation"
        case .idle: unfinishedSteps > 0 ? "waits for the last steps" : "is idle"
        }
    }

    mutating func beginEpoch(_ epoch: Int, _ actions: inout Actions) {
        stepLimit = loop.stepLimit(ofEpoch: epoch)
        interruptions.beginEpoch(epoch)
        startedSteps = 0
        startedAt = nil
        dataEnded = false
        digest = 0
        epochSteps = 0
        host = .creatingIterator
        actions.perform(Element(sample: 0, bytes: 0, epoch: 0), at: .iteratorCreation)
    }

    /// - Parameter blocked: how long it was waited for (ns).
    @inline(__always)
    mutating func element(_ element: Element, blocked: Int64, _ actions: inout Actions) {
        startedSteps += 1
        digest &+= element.digest
        if hasWakeUp && blocked > 0 {
            host = .waking
            actions.perform(element, at: .wakeUp, token: blocked)
        } else {
            workOnHost(element, &actions)
        }
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        let role = work.place.kind.role
        switch role {
        case .step: stepDone(work.element, &actions)
        case .interruption:
            if interruptions.goOn(after: work.place, &actions) { return }
            if dataEnded { finishEpoch(&actions) } else { ask(&actions) }
        case .ofLoop: hostWorkDone(work.element, &actions)
        case .ofStage, .handOver: preconditionFailure("the training loop asks for no such work")
        }
    }

    @inline(__always)
    private mutating func stepDone(_ element: Element, _ actions: inout Actions) {
        unfinishedSteps -= 1
        finishedSteps += 1
        epochSteps += 1
        finishedSamples += element.samples
        finishedBytes += Int128(element.bytes)
        if host == .blocked { ask(&actions) } else if dataEnded { finishEpoch(&actions) }
    }

    @inline(__always)
    private mutating func hostWorkDone(_ element: Element, _ actions: inout Actions) {
        switch host {
        case .creatingIterator: ask(&actions)
        case .calling: pull(&actions)
        case .waking: workOnHost(element, &actions)
        case .working: startStep(element, &actions)
        case .asking, .blocked, .interrupted, .idle: preconditionFailure("the training loop asked for no work")
        }
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        dataEnded = true
        finishEpoch(&actions)
    }

    /// No more steps will start in this epoch.
    private mutating func finishEpoch(_ actions: inout Actions) {
        let isInterrupted = unfinishedSteps == 0 && interruptions.beginAtEpochEnd(&actions)
        host = isInterrupted ? .interrupted : .idle
    }

    @inline(__always)
    private mutating func workOnHost(_ element: Element, _ actions: inout Actions) {
        host = .working
        if hasHostWork { actions.perform(element, at: .trainerHost) } else { startStep(element, &actions) }
    }

    @inline(__always)
    private mutating func startStep(_ element: Element, _ actions: inout Actions) {
        unfinishedSteps += 1
        startedAt = actions.now
        interruptions.stepStarted(startedSteps)
        actions.perform(element, at: stepPlace, token: askedAt)
        ask(&actions)
    }

    private mutating func ask(_ actions: inout Actions) {
        if interruptions.areDue {
            guard unfinishedSteps == 0 else {
                host = .blocked
                return
            }
            host = .interrupted
            interruptions.beginAfterStep(&actions)
        } else if startedSteps == stepLimit {
            upstreamEnded(&actions)
        } else if unfinishedSteps > loop.runAhead {
            host = .blocked
        } else {
            askedAt = actions.now
            pauseNanoseconds = askedAt - (startedAt ?? askedAt)
            call(&actions)
        }
    }

    @inline(__always)
    private mutating func call(_ actions: inout Actions) {
        guard hasCallCost else { return pull(&actions) }
        host = .calling
        actions.perform(Element(sample: 0, bytes: 0, epoch: 0), at: .nextCall, token: pauseNanoseconds)
    }

    @inline(__always)
    private mutating func pull(_ actions: inout Actions) {
        host = .asking
        actions.pull()
    }
}
