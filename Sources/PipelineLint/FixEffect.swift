public import Measurements
public import PipelineSimulation

/// What the simulation says of a fix: the same replications before and after, with the same random numbers.
public struct FixEffect: Sendable {
    /// One side of the comparison.
    public struct Side: Sendable, Equatable {
        /// The modelled out-of-memory that ends it, if one does; there are then no figures.
        public let outOfMemory: OutOfMemory?
        /// Why it cannot be simulated otherwise; there are then no figures.
        public let failure: SimulationError?
        /// Samples per second in the steady part.
        public let samplesPerSecond: ConfidenceInterval?
        /// Most bytes in buffers, shuffle, cache and in flight at a time, in any replication.
        public let peakBytes: Double?
    }

    /// As written.
    public let before: Side
    /// With the fix.
    public let after: Side
    /// Samples per second after ÷ before; nil when a side has no figures.
    public let speedUp: ConfidenceInterval?
    /// Mean length of an epoch, the first included, before ÷ after; nil when a side has no figures.
    public let epochSpeedUp: ConfidenceInterval?

    /// Compares the replications of two scenarios.
    init(_ before: SimulatedRuns, _ after: SimulatedRuns) {
        self.before = Side(before)
        self.after = Side(after)
        let (old, new) = (before.reports, after.reports)
        let count = min(old.count, new.count)
        guard count > 0 else {
            speedUp = nil
            epochSpeedUp = nil
            return
        }
        func ratio(_ above: [RunReport], _ below: [RunReport], _ value: (RunReport) -> Double) -> ConfidenceInterval? {
            PairedComparison(
                of: above.prefix(count).map(value), against: below.prefix(count).map(value),
                confidence: before.confidence
            ).ratio
        }
        speedUp = ratio(new, old, \.samplesPerSecond)
        epochSpeedUp = ratio(old, new, \.epochSeconds)
    }

    /// Ratios below which a gain is not worth a change of the program, however certain it is.
    public static let leastGain = 1.01

    /// Whether the fix certainly makes the run faster by 1 % or more, in its steady part or over whole epochs.
    public var isFaster: Bool { [speedUp, epochSpeedUp].contains { $0.map(Self.isGain) ?? false } }

    /// Whether it makes a run possible that memory did not suffice for.
    public var savesRun: Bool { before.outOfMemory != nil && after.outOfMemory == nil && after.failure == nil }

    /// Whether memory suffices before and not after.
    public var exhaustsMemory: Bool { before.outOfMemory == nil && after.outOfMemory != nil }

    /// Whether no throughput is lost: less than 0.5 % of it, or nothing that the interval would show.
    var losesNothing: Bool {
        guard let speedUp else { return false }
        return speedUp.mean >= 0.995 || (speedUp.upper ?? speedUp.mean) >= 1
    }

    /// Whether a ratio is certainly above 1, and 1 % or more.
    public static func isGain(_ ratio: ConfidenceInterval) -> Bool {
        ratio.mean >= leastGain && (ratio.lower ?? ratio.mean) > 1
    }
}

extension FixEffect.Side {
    init(_ runs: SimulatedRuns) {
        outOfMemory = runs.outOfMemory
        failure = runs.failure
        let reports = runs.reports
        samplesPerSecond =
            reports.isEmpty ? nil : ConfidenceInterval(reports.map(\.samplesPerSecond), confidence: runs.confidence)
        peakBytes = reports.map(\.peakBytes).max()
    }
}

/// The replications of a scenario, or why there are none.
struct SimulatedRuns: Sendable {
    let confidence: Double
    /// Empty when memory was exhausted in one of them, or when they failed.
    let reports: [RunReport]
    let outOfMemory: OutOfMemory?
    let failure: SimulationError?
}
