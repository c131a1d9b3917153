extension DistributionFit {
    /// Why a family was kept, or why none was.
    public enum Reason: Sendable, Equatable, CustomStringConvertible {
        /// The values differ by no more than they are resolved.
        case withinResolution(cv: Double, resolution: Double)
        /// The distribution functions are near each other, and so are mean and cv.
        ///
        /// With thousands of values a test would reject any family here; no test was made.
        case near(largestDistance: Double)
        /// The test of Anderson and Darling does not reject the family at 1 %.
        case notRejected(pValue: Double)
        /// No family is near, and the test rejects all; the figures are those of the best, nil where it was not tested
        /// because it is too far away.
        case noFamilyFits(best: FittedFamily?, largestDistance: Double?, pValue: Double?)

        /// One clause, without a full stop.
        public var description: String {
            switch self {
            case .withinResolution(let cv, let resolution):
                "the spread (cv \(rounded(cv))) is within the resolution of \(rounded(resolution))"
            case .near(let distance):
                "distribution functions at most \(rounded(distance)) apart (below \(FitRules.largestDistance) is near "
                    + "enough whatever a test says), and similar mean and cv"
            case .notRejected(let pValue):
                "Anderson–Darling test: p = \(rounded(pValue)), not below \(FitRules.smallestPValue)"
            case .noFamilyFits(let best, let distance, let pValue): noFamily(best, distance, pValue)
            }
        }

        private func noFamily(_ best: FittedFamily?, _ distance: Double?, _ pValue: Double?) -> String {
            guard let best, let distance else { return "no family applies to these values" }
            let near = distance < FitRules.largestDistance
            let problem = near ? "has another mean or cv" : "is \(rounded(distance)) away"
            let tested = pValue.map { ", Anderson–Darling p = \(rounded($0))" } ?? ""
            return "no family fits: the best, \(best.name), \(problem)\(tested)"
        }
    }
}

/// To four decimals.
private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
