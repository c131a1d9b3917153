import Variates

/// Time that a resource spends for each sample which reaches a training loop: at least this in the mean.
struct MeanDemand: Equatable {
    /// Seconds for each sample.
    private(set) var seconds = 0.0
    /// Variance of the seconds for one sample, as if samples were independent.
    private(set) var variance = 0.0

    /// Adds times that are drawn so often for each sample.
    ///
    /// Where what is drawn need not have the distribution's mean (recorded values that are replayed, of which a run may
    /// draw some only) or its variance is infinite, the least time counts.
    mutating func add(_ seconds: Distribution, perSample draws: Double) {
        let variance = seconds.variance
        if seconds.isReplayed || !variance.isFinite {
            self.seconds += seconds.support.lowerBound * draws
        } else {
            self.seconds += seconds.mean * draws
            self.variance += variance * draws
        }
    }

    /// Adds times that are known.
    mutating func add(constant seconds: Double) { self.seconds += seconds }

    /// The most samples per second that so many servers can sustain: 1 ÷ 0 without a demand.
    ///
    /// - Parameters:
    ///   - servers: how many demands are served at the same time.
    ///   - samples: over how many the rate was measured: their mean may by chance be below the expected one, here by
    ///     four standard errors.
    func samplesPerSecond(servers: Double, over samples: Double) -> Double {
        let least = seconds - 4 * (variance / max(samples, 1)).squareRoot()
        return least > 0 ? servers / least : .infinity
    }
}
