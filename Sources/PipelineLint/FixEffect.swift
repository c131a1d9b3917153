package import Measurements
package import PipelineRuns
package import PipelineSimulation

/// What the simulation says of a fix: the same replications before and after, with the same random numbers.
package struct FixEffect: Sendable {
    /// One side of the comparison.
    package struct Side: Sendable, Equatable {
        /// The modelled out-of-memory that ends it, if one does; there are then no figures.
        package let outOfMemory: OutOfMemory?
        /// Why it cannot be simulated otherwise; there are then no figures.
        package let failure: SimulationError?
        /// Samples per second in the steady part; in the whole run if one of the two sides has no steady part.
        package let samplesPerSecond: ConfidenceInterval?
        /// Most bytes in buffers, shuffle, cache and in flight at a time, in any replication.
        package let peakBytes: Double?
    }

    /// As written.
    package let before: Side
    /// With the fix.
    package let after: Side
    /// Whether rates are those of the whole runs, because one of the two sides has no steady part.
    package let isOfWholeRun: Bool
    /// Samples per second after ÷ before; nil when a side has no figures.
    package let speedUp: ConfidenceInterval?
    /// Mean length of an epoch, the first included, before ÷ after; nil when a side has no figures.
    package let epochSpeedUp: ConfidenceInterval?

    /// Compares the replications of two scenarios.
    init(_ before: SimulatedRuns, _ after: SimulatedRuns) {
        let (old, new, confidence) = (before.reports, after.reports, before.confidence)
        let like = [old, new].overLikeWindows
        self.before = Side(before, like[0])
        self.after = Side(after, like[1])
        isOfWholeRun = like.contains(where: \.lackSteadyPart)
        speedUp = PairedComparison.ratio(ofThroughput: new, against: old, confidence: confidence)
        let common = min(old.count, new.count)
        guard common > 0 else {
            epochSpeedUp = nil
            return
        }
        epochSpeedUp =
            PairedComparison(
                of: old.prefix(common).map(\.epochSeconds), against: new.prefix(common).map(\.epochSeconds),
                confidence: confidence
            ).ratio
    }

    /// Ratios below which a gain is not worth a change of the program, however certain it is.
    package static let leastGain = 1.01

    /// Whether the fix certainly makes the run faster by 1 % or more, in its steady part or over whole epochs.
    package var isFaster: Bool { isFaster(by: Self.leastGain) }

    /// Whether it certainly makes it faster, by a ratio or more.
    func isFaster(by ratio: Double) -> Bool {
        [speedUp, epochSpeedUp].contains { $0.map { Self.isGain($0) && $0.mean >= ratio } ?? false }
    }

    /// Whether it certainly changes the speed, up or down, by a share or more.
    func changes(by share: Double) -> Bool {
        [speedUp, epochSpeedUp].compactMap { $0 }.contains { ratio in
            (ratio.mean - 1).magnitude >= share && ((ratio.lower ?? ratio.mean) > 1 || (ratio.upper ?? ratio.mean) < 1)
        }
    }

    /// What it gains, as a ratio: infinite where it makes a run possible, 1 where nothing is gained.
    var gain: Double {
        if savesRun { return .infinity }
        return isFaster ? [speedUp, epochSpeedUp].compactMap { $0?.mean }.max() ?? 1 : 1
    }

    /// Whether it certainly costs throughput, and gains nothing.
    var loses: Bool { speedUp != nil && !losesNothing && !brings }

    /// Whether it makes a run possible that memory did not suffice for.
    package var savesRun: Bool { before.outOfMemory != nil && after.outOfMemory == nil && after.failure == nil }

    /// Whether it makes the run faster, or possible.
    var brings: Bool { isFaster || savesRun }

    /// Whether no throughput is lost: less than 0.5 % of it, or nothing that the interval would show.
    var losesNothing: Bool {
        guard let speedUp else { return false }
        return speedUp.mean >= 0.995 || (speedUp.upper ?? speedUp.mean) >= 1
    }

    /// Whether a ratio is certainly above 1, and 1 % or more.
    package static func isGain(_ ratio: ConfidenceInterval) -> Bool {
        ratio.mean >= leastGain && (ratio.lower ?? ratio.mean) > 1
    }
}

extension FixEffect.Side {
    /// - Parameter reports: those of the runs, over windows like the other side's.
    init(_ runs: SimulatedRuns, _ reports: [RunReport]) {
        outOfMemory = runs.outOfMemory
        failure = runs.failure
        samplesPerSecond = Metric.samplesPerSecond.interval(of: reports, confidence: runs.confidence)
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
