/// When to stop adding replications: the interval is narrow enough, or a cap is reached.
///
/// Looking at the interval after every batch of replications and stopping at the first narrow one loses a little
/// coverage, because a small variance by chance both stops early and narrows the interval; the loss vanishes as the
/// target tightens. At least ten replications keep it small.
///
/// - Source: A. M. Law (2015), *Simulation Modeling and Analysis*, 5th ed., §9.4.1; Y. S. Chow, H. Robbins (1965), "On
///   the asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of Mathematical
///   Statistics 36(2), 457–462; A. M. Law, W. D. Kelton, L. W. Koenig (1981), "Relative width sequential confidence
///   intervals for the mean", Communications in Statistics B 10(1), 29–39 (coverage).
public struct PrecisionRule: Equatable, Sendable {
    /// What the values so far call for.
    public enum Decision: Equatable, Sendable {
        /// The target is met by this interval.
        case met(ConfidenceInterval)

        /// Run this many further replications, at least one, then decide again.
        case needMore(suggested: Int)

        /// The cap is reached and the target is not met; the interval is what there is.
        case capReached(ConfidenceInterval)
    }

    /// Target: half-width ÷ |mean|, above 0.
    public let relativeHalfWidth: Double

    /// Confidence of the interval, strictly between 0 and 1.
    public let confidence: Double

    /// Replications below which the rule never stops, at least 2.
    public let minimumReplications: Int

    /// Replications that are never exceeded.
    public let maximumReplications: Int

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - relativeHalfWidth: target half-width ÷ |mean|, above 0; 0.005 is ±0.5 %.
    ///   - confidence: strictly between 0 and 1.
    ///   - minimumReplications: at least 2.
    ///   - maximumReplications: at least the minimum.
    public init(
        relativeHalfWidth: Double = 0.005, confidence: Double = 0.95, minimumReplications: Int = 10,
        maximumReplications: Int = 1_000
    ) {
        precondition(relativeHalfWidth > 0, "The target half-width is above 0")
        precondition(confidence > 0 && confidence < 1, "A confidence lies strictly between 0 and 1")
        precondition(minimumReplications >= 2, "An interval needs at least two replications")
        precondition(maximumReplications >= minimumReplications, "The cap is not below the minimum")
        self.relativeHalfWidth = relativeHalfWidth
        self.confidence = confidence
        self.minimumReplications = minimumReplications
        self.maximumReplications = maximumReplications
    }

    /// Decides from the values so far; a pure function of them.
    ///
    /// The suggested total is n·(h/h*)², the number at which the half-width h would shrink to the target h* if the
    /// variance stayed as estimated, rounded up and kept within the cap. A mean of 0 has no relative precision, so the
    /// cap is suggested, as it is for a mean close to 0.
    ///
    /// - Parameter values: one finite value per replication so far, possibly none.
    public func decide(_ values: [Double]) -> Decision {
        let count = values.count
        guard count >= minimumReplications else { return .needMore(suggested: minimumReplications - count) }
        return decide(ConfidenceInterval(values, confidence: confidence))
    }

    /// Decides from the interval of the replications so far.
    ///
    /// - Parameter interval: of the rule's confidence, from as many replications as it counts.
    public func decide(_ interval: ConfidenceInterval) -> Decision {
        let count = interval.count
        guard count >= minimumReplications else { return .needMore(suggested: minimumReplications - count) }
        let achieved = interval.relativeHalfWidth
        if let achieved, achieved <= relativeHalfWidth { return .met(interval) }
        guard count < maximumReplications else { return .capReached(interval) }
        let growth = achieved.map { ($0 / relativeHalfWidth) * ($0 / relativeHalfWidth) } ?? .infinity
        // Compared as Double: the product may exceed every Int.
        let total = min((Double(count) * growth).rounded(.up), Double(maximumReplications))
        return .needMore(suggested: max(Int(total) - count, 1))
    }
}
