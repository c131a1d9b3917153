public import Pipelines

/// After how many replications a sequential answer looks at them, and how much of its error each look may spend.
///
/// Whoever looks often and stops at the first interval that pleases is wrong more often than one interval says. Here the
/// looks come at 10, 20, 40, … replications, and the errors ½, ¼, ⅛, … of what is allowed, the last one all that is left, add
/// up to it: whatever the answer stops at, it is wrong with no more than that probability (Bonferroni).
///
/// - Source: K. K. G. Lan, D. L. DeMets (1983), "Discrete sequential boundaries for clinical trials", Biometrika 70(3),
///   659–663 (error spending).
public struct LookSchedule: Sendable, Equatable {
    /// Replications at each look, increasing.
    public let counts: [Int]
    /// Probability of a wrong answer, over all looks.
    public let error: Double

    private static let first = 10

    /// Looks as a run plan allows: one where it gives a number of replications, else up to its most.
    public init(_ plan: RunPlan) {
        error = 1 - plan.confidence
        let most = plan.replications ?? plan.maxReplications
        var counts: [Int] = []
        if plan.replications == nil {
            var count = Self.first
            while count < most {
                counts.append(count)
                count *= 2
            }
        }
        self.counts = counts + [most]
    }

    /// What a look may spend of the error.
    ///
    /// - Parameter look: its position in `counts`.
    public func error(atLook look: Int) -> Double {
        var share = error
        for _ in 0..<min(look + 1, counts.count - 1) { share /= 2 }
        return share
    }
}
