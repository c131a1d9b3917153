/// The part of a recorded loop that a scenario is made of, and what its steps did.
struct LoopSteps: Sendable {
    /// Whole epochs; where there is none, the longest of those that were cut short.
    let epochs: [LoopEpoch]
    /// Steps after which the only epoch was cut short; nil for whole epochs.
    let cutAfter: Int?
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
        let whole = run.epochs.filter { $0.isWhole && !$0.waits.isEmpty }
        if whole.isEmpty {
            guard let longest = run.epochs.max(by: { $0.knownSteps < $1.knownSteps }), longest.knownSteps > 0 else {
                throw CaseError("epochs: no step was recorded to its end")
            }
            epochs = [longest]
            cutAfter = longest.knownSteps
        } else {
            epochs = whole
            cutAfter = nil
        }
        let delays = epochs.flatMap(\.stepDelay).filledWithMean
        seconds = zip(epochs.flatMap(\.steps), delays).map { max(0, $0 - $1) }
        core = epochs.flatMap(\.stepCore).filledWithMean
        delay = delays.reduce(0, +)
        process = epochs.flatMap(\.stepProcess).filledWithMean.reduce(0, +)
    }

    /// Seconds of all epochs together, iterators included.
    var allSeconds: Double { epochs.reduce(0) { $0 + $1.seconds } }
    /// Batches of all epochs together.
    var batches: Int { cutAfter ?? epochs.reduce(0) { $0 + $1.waits.count } }
    /// Share of the loop's time that it waited for batches.
    var waitShare: Double {
        let waits = epochs.reduce(0) { $0 + $1.waits.prefix($1.knownSteps).reduce(0, +) + $1.iterator + $1.last }
        return allSeconds > 0 ? min(1, waits / allSeconds) : 0
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
