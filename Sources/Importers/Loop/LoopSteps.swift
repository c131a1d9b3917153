/// The part of a recorded loop that a scenario is made of, and what its steps did.
struct LoopSteps: Sendable {
    /// Whole epochs; where there is none, some that were cut short, all after the same number of batches.
    let epochs: [LoopEpoch]
    /// Steps after which they were cut short; nil for whole epochs.
    let cutAfter: Int?
    /// Epochs that are not among them, because they were cut short elsewhere.
    let leftOut: Int
    /// Time of each step, without what it waited for a core (s).
    let seconds: [Double]
    /// Computation of the loop's thread in each (s); where it is not known, as in the mean.
    let core: [Double]
    /// Computation of all threads of the process in all steps together (s).
    let process: Double

    /// What the loop's thread waited for a core in all steps together (s).
    let delay: Double

    /// - Throws: where no step was recorded to its end.
    init(_ run: LoopRun) throws(CaseError) {
        let begun = run.epochs.filter { !$0.waits.isEmpty }
        let whole = begun.filter(\.isWhole)
        epochs = whole.isEmpty ? Self.cutAlike(begun) : whole
        guard epochs.contains(where: { !$0.steps.isEmpty }) else {
            throw CaseError(
                "epochs: no step was recorded to its end: take more than one batch from an iterator of `record(…)`")
        }
        cutAfter = whole.isEmpty ? epochs[0].knownSteps : nil
        leftOut = begun.count - epochs.count
        let delays = epochs.flatMap(\.stepDelay).filledWithMean
        seconds = zip(epochs.flatMap(\.steps), delays).map { max(0, $0 - $1) }
        core = epochs.flatMap(\.stepCore).filledWithMean
        delay = delays.reduce(0, +)
        process = epochs.flatMap(\.stepProcess).filledWithMean.reduce(0, +)
    }

    /// Epochs that were cut short after the same number of batches, of which most steps are known.
    ///
    /// Where there are several, the loop is left there in each epoch: then the last batch too has a step.
    private static func cutAlike(_ epochs: [LoopEpoch]) -> [LoopEpoch] {
        let alike = Dictionary(grouping: epochs, by: \.waits.count).map { batches, epochs in
            (batches: batches, steps: epochs.reduce(0) { $0 + $1.steps.count }, epochs: epochs)
        }
        let most = alike.max { ($0.steps, $0.batches) < ($1.steps, $1.batches) }?.epochs ?? []
        return most.count > 1 ? most.map(\.withLastStep) : most
    }

    /// Seconds of all epochs together, iterators included.
    var allSeconds: Double { epochs.reduce(0) { $0 + $1.seconds } }
    /// Batches of all epochs together.
    var batches: Int { epochs.reduce(0) { $0 + $1.knownSteps } }
    /// Share of the loop's time that it waited for batches.
    var waitShare: Double {
        allSeconds > 0 ? min(1, epochs.reduce(0) { $0 + $1.waiting } / allSeconds) : 0
    }

    /// Share of the steps in which the loop's thread computed.
    var coreShare: Double {
        let all = seconds.reduce(0, +)
        return all > 0 ? min(1, core.reduce(0, +) / all) : 0
    }

    /// Whether steps run on the CPU: the loop's thread computes nearly all the time.
    var areComputation: Bool { coreShare >= 0.8 }
    /// Cores that such a step keeps busy.
    var threads: Int {
        let all = seconds.reduce(0, +)
        return all > 0 ? min(65536, max(1, Int((process / all).rounded()))) : 1
    }
}

extension [Double?] {
    /// The values, with the mean of those that are known in place of others; zeros where none is.
    fileprivate var filledWithMean: [Double] {
        let mean = compactMap(\.self).mean ?? 0
        return map { $0 ?? mean }
    }
}
