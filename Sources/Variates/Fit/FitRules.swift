/// When a fitted family is good enough.
public struct FitRules: Sendable, Equatable {
    /// The coefficient of variation up to which values count as equal: how finely the values were measured, or how
    /// finely they matter; from 0 to below 1.
    public var relativeResolution: Double
    /// The seed of the simulated samples of the test.
    public var seed: UInt64

    /// Rules with the given resolution.
    ///
    /// - Parameters:
    ///   - relativeResolution: the coefficient of variation up to which values count as equal.
    ///   - seed: the seed of the test's simulated samples.
    public init(relativeResolution: Double, seed: UInt64 = 1) {
        self.relativeResolution = relativeResolution
        self.seed = seed
    }

    /// The probability of the test's statistic from which a family is kept.
    ///
    /// Low, since the families compete already; the test is there to find out when all of them are wrong.
    public static let smallestPValue = 0.01

    /// The largest distance between distribution functions that is near enough, whatever a test says.
    ///
    /// Measured times are from no family: with thousands of values a test rejects them all. Three per cent of the
    /// values in the wrong place change a simulated throughput less than runs of the real pipeline differ.
    public static let largestDistance = 0.03

    /// How many samples are simulated: with fewer than 199, no probability would be below 0.01.
    static let resamples = 199

    /// 1.63, the 1 % point of Kolmogorov's limit for √n times the distance to a distribution given beforehand.
    ///
    /// A distribution fitted to the values is nearer, so beyond this point it is rejected without simulation.
    static let kolmogorovLimit = 1.63

    /// How far a fit's mean may be from that of the values, relative, where a family is kept for its nearness.
    static let meanTolerance = 0.02

    /// How far a fit's coefficient of variation may be from that of the values, relative, likewise.
    static let cvTolerance = 0.1

    /// The least shift, in medians of the values, for which a shifted family is considered.
    static let smallestShift = 0.01

    /// The fewest values for families whose ends are estimated: with fewer, the extremes decide everything.
    static let fewestForEnds = 20
}
