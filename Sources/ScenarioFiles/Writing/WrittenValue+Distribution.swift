package import Pipelines
package import Variates

import func Foundation.exp

extension WrittenValue {
    /// A distribution: `{gamma: {shape: 4, scale: 0.5 ms}}`.
    ///
    /// Reading it gives the distribution back, to the twelfth digit at least. A hyperexponential with phases of its own
    /// becomes a mixture of exponentials, which is the same distribution under another name.
    ///
    /// - Parameters:
    ///   - distribution: a valid distribution, of values that scenario files accept in this dimension.
    ///   - dimension: what its values measure.
    package init(_ distribution: Distribution, _ dimension: Dimension) {
        let quantity = { (value: Double) in WrittenValue.quantity(value, dimension) }
        switch distribution {
        case .constant(let value): self = quantity(value)
        case .uniform(let lower, let upper):
            self = .distribution("uniform", ["min": quantity(lower), "max": quantity(upper)])
        case .exponential(let mean): self = .distribution("exponential", ["mean": quantity(mean)])
        case .gamma(let shape, let scale):
            self = .distribution("gamma", ["shape": .number(shape), "scale": quantity(scale)])
        case .logNormal(let logMean, let logSigma):
            self = .distribution("lognormal", ["median": quantity(exp(logMean)), "sigma": .number(logSigma)])
        case .weibull(let shape, let scale):
            self = .distribution("weibull", ["shape": .number(shape), "scale": quantity(scale)])
        case .pareto(let shape, let minimum):
            self = .distribution("pareto", ["shape": .number(shape), "min": quantity(minimum)])
        case .truncatedNormal(let location, let sigma):
            self = .distribution("normal", ["location": quantity(location), "sigma": quantity(sigma)])
        case .beta(let alpha, let beta, let lower, let upper):
            self = .distribution(
                "beta",
                ["alpha": .number(alpha), "beta": .number(beta), "min": quantity(lower), "max": quantity(upper)])
        case .hyperexponential(let phases): self.init(phases, of: distribution, dimension)
        case .mixture(let components): self.init(components, dimension)
        case .shifted(let base, let offset):
            self = .distribution("shifted", ["of": Self(base, dimension), "by": quantity(offset)])
        case .scaled(let base, let factor):
            self = .distribution("scaled", ["of": Self(base, dimension), "by": .number(factor)])
        case .histogram(let histogram): self.init(histogram, dimension)
        case .recorded(let table): self = .recorded(table.values.map(quantity), replay: table.replay.written)
        case .phased(let phases): self.init(phases, dimension)
        }
    }

    private init(_ phases: PhasedDistribution, _ dimension: Dimension) {
        let items = phases.phases.map { phase in
            let length =
                phases.basis == .seconds ? Self.quantity(phase.length, .time) : .count(Int(phase.length))
            return Self.line([("of", Self(phase.distribution, dimension)), ("for", length)])
        }
        self = .line([("phases", .list(items + [.line([("of", Self(phases.last, dimension))])]))])
    }

    private init(_ components: [Distribution.Component], _ dimension: Dimension) {
        let items = components.map {
            WrittenValue.line([("weight", .number($0.weight)), ("of", Self($0.distribution, dimension))])
        }
        self = .line([("mixture", .list(items))])
    }

    /// By mean and cv where that gives the phases back.
    private init(_ phases: [Distribution.Phase], of distribution: Distribution, _ dimension: Dimension) {
        let (mean, cv) = (distribution.mean, max(1, distribution.cv))
        if let made = try? Distribution.hyperexponential(mean: mean, cv: cv),
            case .hyperexponential(let others) = made, Self.isSame(phases, others)
        {
            self = .distribution("hyperexponential", ["mean": .quantity(mean, dimension), "cv": .number(cv)])
        } else {
            self.init(
                phases.map {
                    Distribution.Component(weight: $0.probability, distribution: .exponential(mean: $0.mean))
                }, dimension)
        }
    }

    private static func isSame(_ phases: [Distribution.Phase], _ others: [Distribution.Phase]) -> Bool {
        phases.count == others.count
            && zip(phases, others).allSatisfy { left, right in
                (left.probability - right.probability).magnitude <= 1e-11 * right.probability
                    && (left.mean - right.mean).magnitude <= 1e-11 * right.mean
            }
    }

    /// As bins, or as percentiles where a single value has a probability.
    private init(_ histogram: EmpiricalHistogram, _ dimension: Dimension) {
        let edges = histogram.edges
        if zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) {
            self = .histogram(edges: edges.map { .quantity($0, dimension) }, counts: histogram.probabilities)
            return
        }
        var reached = 0.0
        var points: [(String, WrittenValue)] = [("0 %", .quantity(edges[0], dimension))]
        for (index, probability) in histogram.probabilities.enumerated() {
            reached += probability
            // The last is 1 but for the rounding of the sum.
            let share = index + 1 == histogram.probabilities.count ? 1 : reached
            points.append((WritingUnits.bySize.text(share, .fraction), .quantity(edges[index + 1], dimension)))
        }
        self = .line([("percentiles", .line(points))])
    }
}

extension RecordedTable.Replay {
    /// The word of scenario files.
    fileprivate var written: String {
        switch self {
        case .inOrder: CompoundKeys.replays[0]
        case .bySample: CompoundKeys.replays[1]
        case .resampled: CompoundKeys.replays[2]
        }
    }
}
