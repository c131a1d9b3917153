import CGSL

/// How far the distribution function of measured values is from that of a distribution.
public struct GoodnessOfFit: Sendable, Equatable {
    /// Kolmogorov and Smirnov's D: the largest distance between the two functions, from 0 to 1.
    public let largestDistance: Double
    /// Anderson and Darling's A²: squared distances weighted so that the tails count as much as the middle.
    public let andersonDarling: Double

    /// Compares values with a distribution.
    ///
    /// - Parameters:
    ///   - values: at least one.
    ///   - distribution: a valid distribution.
    public init(_ values: [Double], _ distribution: Distribution) {
        self.init(SortedSample(ascending: values.sorted()), distribution)
    }

    /// - Source: Stephens (1974), "EDF statistics for goodness of fit and some comparisons", Journal of the American
    ///   Statistical Association 69; probabilities are kept 10⁻¹⁰ away from 0 and 1, where A² is infinite.
    init(_ sample: SortedSample, _ distribution: Distribution) {
        let values = sample.values
        let count = sample.count
        let probabilities = values.map(distribution.cumulativeProbability)
        var distance = 0.0
        var sum = 0.0
        for index in values.indices {
            // Left of a value that has a probability of its own the function is lower than at it.
            let below = distribution.hasAtoms ? distribution.cumulativeProbability(values[index].nextDown) : nil
            let upTo = probabilities[index]
            if index + 1 == values.count || values[index + 1] > values[index] {
                distance = max(distance, (upTo - Double(index + 1) / count).magnitude)
            }
            if index == 0 || values[index - 1] < values[index] {
                distance = max(distance, ((below ?? upTo) - Double(index) / count).magnitude)
            }
            let tail = 1 - probabilities[values.count - 1 - index]
            sum += Double(2 * index + 1) * (overlap_log(max(1e-10, upTo)) + overlap_log(max(1e-10, tail)))
        }
        largestDistance = distance
        andersonDarling = -count - sum / count
    }
}

extension Distribution {
    /// Whether single values may have a probability.
    fileprivate var hasAtoms: Bool {
        switch self {
        case .constant, .mixture, .histogram, .recorded: true
        case .shifted(let base, _), .scaled(let base, _): base.hasAtoms
        default: false
        }
    }
}
