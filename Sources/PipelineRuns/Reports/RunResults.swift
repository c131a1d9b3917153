package import Measurements
package import Pipelines

/// What a report is made of, whatever engine or backend has counted it.
package struct RunResults: Sendable {
    /// What one stage has held, and what was made of it.
    package struct Stage: Sendable {
        /// What it held, accounted up to the end; of the first accelerator.
        package var held: Occupancy
        /// What a tuner has made of its parameter, if one governs it.
        package var tunedValue: Int?
        /// Epochs whose cache was thrown away, on all accelerators.
        package var incompleteCaches: Int

        /// A stage's results.
        package init(held: Occupancy, tunedValue: Int? = nil, incompleteCaches: Int = 0) {
            self.held = held
            self.tunedValue = tunedValue
            self.incompleteCaches = incompleteCaches
        }
    }

    /// What was simulated, or executed.
    package var scenario: Scenario
    /// What was noted while it ran.
    package var history: RunHistory
    /// Lengths of epochs (s).
    package var epochs: EpochLengths
    /// Time from the end of a step to the end of the next in its epoch, on the first accelerator.
    package var stepIntervals: LatencyHistogram
    /// What it had come to at its end.
    package var end: RunMoment
    /// When the first training loop got its first element (ns), if it has.
    package var firstElementAt: Int64?
    /// By accelerator.
    package var utilisations: [RunUtilisation]
    /// Bytes held and worked on, by accelerator.
    package var memory: [MemoryUse]
    /// In the order of the pipeline.
    package var stages: [Stage]
    /// What shared resources measured themselves.
    package var resources: [ResourceReport]
    /// Of times that vary so much that few draws may miss what their mean is made of.
    package var drawnTimes: [DrawnTimes]
    /// Events of the engine, or pieces of work.
    package var events: UInt64
    /// What simulated it; nil for what was executed.
    package var engine: Engine?

    /// The results of a run.
    package init(
        scenario: Scenario, history: RunHistory, epochs: EpochLengths, stepIntervals: LatencyHistogram, end: RunMoment,
        firstElementAt: Int64?, utilisations: [RunUtilisation], memory: [MemoryUse], stages: [Stage],
        resources: [ResourceReport], drawnTimes: [DrawnTimes], events: UInt64, engine: Engine?
    ) {
        self.scenario = scenario
        self.history = history
        self.epochs = epochs
        self.stepIntervals = stepIntervals
        self.end = end
        self.firstElementAt = firstElementAt
        self.utilisations = utilisations
        self.memory = memory
        self.stages = stages
        self.resources = resources
        self.drawnTimes = drawnTimes
        self.events = events
        self.engine = engine
    }
}

/// The utilisation of an accelerator.
package struct RunUtilisation: Sendable {
    /// That of all epochs; its count of the steps left is that of those after the first.
    package var all = AcceleratorUtilisation()
    /// That of the first epoch, once it is over.
    package private(set) var firstEpoch: AcceleratorUtilisation?

    /// No epoch has begun.
    package init() {}

    /// An epoch is over, and all has the account of it.
    package mutating func epochIsOver() {
        guard firstEpoch == nil else { return }
        firstEpoch = all
        all.forgetStepsLeft()
    }
}

/// Lengths of the epochs of a run (s).
package struct EpochLengths: Sendable {
    /// Of all that have ended.
    package private(set) var all = Tally()
    /// Of the first.
    package private(set) var first: Double?
    /// Of those after it.
    package private(set) var later = Tally()
    private var beganAt: Int64 = 0

    /// No epoch has ended.
    package init() {}

    /// An epoch ended at a time (ns), and the next begins.
    mutating func epochEnded(at now: Int64) {
        let seconds = Double(now - beganAt) / 1e9
        beganAt = now
        all.record(seconds)
        if first == nil { first = seconds } else { later.record(seconds) }
    }
}
