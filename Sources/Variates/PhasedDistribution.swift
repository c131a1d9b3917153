/// Distributions that follow one another along a run: cold, then warm; fast until a credit is spent, then slow.
///
/// Each phase but the last has a length, in draws or in seconds. A draw belongs to the phase in which it is made.
public struct PhasedDistribution: Sendable, Equatable {
    /// What the lengths of phases count.
    public enum Basis: String, Sendable, CaseIterable {
        /// Draws: inputs of a stage, requests, steps; of sizes, the samples by number.
        case draws
        /// Seconds since the run began.
        case seconds
    }

    /// A distribution that holds for a while.
    public struct Phase: Sendable, Equatable {
        /// Draws (a whole number) or seconds.
        public let length: Double
        /// What is drawn from meanwhile.
        public let distribution: Distribution

        /// A distribution that holds for a number of draws, or of seconds.
        public init(_ distribution: Distribution, for length: Double) {
            self.length = length
            self.distribution = distribution
        }
    }

    /// The most phases before the last.
    static let mostPhases = 1000

    /// The phases that end.
    public let phases: [Phase]
    /// What holds after them, to the end of the run.
    public let last: Distribution
    /// What the lengths count.
    public let basis: Basis

    /// Distributions that follow one another.
    ///
    /// - Parameters:
    ///   - phases: from the beginning of the run on, at least one.
    ///   - last: what holds after them.
    ///   - basis: what the lengths count.
    /// - Throws: `DistributionError` where there is no phase, where a length is not positive, or not whole in draws, and
    ///   where a phase is no distribution or changes along the run itself.
    public init(_ phases: [Phase], then last: Distribution, by basis: Basis) throws(DistributionError) {
        let checks = ParameterChecks("phases")
        guard (1...Self.mostPhases).contains(phases.count) else {
            throw DistributionError(
                family: "phases", parameter: "number of phases", value: "\(phases.count + 1)",
                requirement: "be from 2 to \(Self.mostPhases + 1)")
        }
        for (index, phase) in phases.enumerated() {
            let name = "for of phase \(index + 1)"
            try checks.positive(name, phase.length)
            if basis == .draws, phase.length != phase.length.rounded() {
                throw checks.error(name, phase.length, "be a whole number of draws")
            }
            try Self.check(phase.distribution, phase: index + 1)
        }
        try Self.check(last, phase: phases.count + 1)
        (self.phases, self.last, self.basis) = (phases, last, basis)
    }

    private static func check(_ distribution: Distribution, phase: Int) throws(DistributionError) {
        do { try distribution.validate() } catch { throw error.inside("phase \(phase)") }
        guard distribution.phases == nil else {
            throw DistributionError(
                family: "phases", parameter: "phase \(phase)", value: "phases",
                requirement: "be a distribution that stays the same: write its phases into this list")
        }
    }

    /// All distributions, the last included.
    public var distributions: [Distribution] { phases.map(\.distribution) + [last] }

    /// The draws, or the seconds, after which each phase but the last is over.
    public var ends: [Double] {
        var end = 0.0
        return phases.map { phase in
            end += phase.length
            return end
        }
    }

    /// The same phases with other distributions.
    ///
    /// - Throws: what `change` throws, or `DistributionError` where it makes something that cannot be a phase.
    public func mapped(
        _ change: (Distribution) throws(DistributionError) -> Distribution
    ) throws(DistributionError) -> PhasedDistribution {
        var changed: [Phase] = []
        for phase in phases { changed.append(Phase(try change(phase.distribution), for: phase.length)) }
        return try PhasedDistribution(changed, then: try change(last), by: basis)
    }
}

extension Distribution {
    /// The distributions that follow one another, if it is such a sequence.
    public var phases: PhasedDistribution? { if case .phased(let phases) = self { phases } else { nil } }

    /// Whether it changes with the time of the run, so that a draw needs to know when it is made.
    public var changesWithTime: Bool { phases?.basis == .seconds }

    /// The distribution of X · factor; of phases, each is multiplied.
    ///
    /// - Throws: `DistributionError` where the factor is not positive, or makes it too large.
    public func multiplied(by factor: Double) throws(DistributionError) -> Distribution {
        if let phases {
            return .phased(
                try phases.mapped { phase throws(DistributionError) in try phase.multiplied(by: factor) })
        }
        if case .constant(let value) = self { return .constant(value * factor) }
        let product = Distribution.scaled(self, by: factor)
        try product.validate()
        return product
    }

    /// The distribution of X + `offset`; of phases, each is shifted.
    ///
    /// - Parameter offset: not negative, and small enough for the largest values; otherwise the result is not valid.
    package func increased(by offset: Double) -> Distribution {
        guard let phases else { return .shifted(self, by: offset) }
        do throws(DistributionError) { return .phased(try phases.mapped { .shifted($0, by: offset) }) } catch {
            // Refused where it is validated, with the reason.
            return .shifted(self, by: offset)
        }
    }

    /// The least mean that a phase has; the mean where it stays the same.
    public var leastMean: Double { phases?.distributions.map(\.mean).min() ?? mean }

    /// The largest mean that a phase has; the mean where it stays the same.
    public var mostMean: Double { phases?.distributions.map(\.mean).max() ?? mean }
}
