public import Pipelines
public import Variates

import func Foundation.exp

/// How scenario files write distributions, on one line of YAML: `{gamma: {shape: 4, scale: 0.5 ms}}`.
///
/// Reading the text gives the distribution back, to the twelfth digit of each number. A hyperexponential with phases of
/// its own becomes a mixture of exponentials, which is the same distribution under another name.
public enum DistributionText {
    /// The text of a distribution.
    ///
    /// - Parameters:
    ///   - distribution: a valid distribution, of values that scenario files accept in this dimension.
    ///   - dimension: what its values measure.
    public static func text(_ distribution: Distribution, _ dimension: Dimension) -> String {
        let quantity = { (value: Double) in Self.quantity(value, dimension) }
        switch distribution {
        case .constant(let value): return quantity(value)
        case .uniform(let lower, let upper): return family("uniform", ["min": quantity(lower), "max": quantity(upper)])
        case .exponential(let mean): return family("exponential", ["mean": quantity(mean)])
        case .gamma(let shape, let scale): return family("gamma", ["shape": plain(shape), "scale": quantity(scale)])
        case .logNormal(let logMean, let logSigma):
            return family("lognormal", ["median": quantity(exp(logMean)), "sigma": plain(logSigma)])
        case .weibull(let shape, let scale):
            return family("weibull", ["shape": plain(shape), "scale": quantity(scale)])
        case .pareto(let shape, let minimum):
            return family("pareto", ["shape": plain(shape), "min": quantity(minimum)])
        case .truncatedNormal(let location, let sigma):
            return family("normal", ["location": quantity(location), "sigma": quantity(sigma)])
        case .beta(let alpha, let beta, let lower, let upper):
            return family(
                "beta",
                ["alpha": plain(alpha), "beta": plain(beta), "min": quantity(lower), "max": quantity(upper)])
        case .hyperexponential(let phases): return hyperexponential(phases, distribution, dimension)
        case .mixture(let components): return mixture(components, dimension)
        case .shifted(let base, let offset):
            return family("shifted", ["of": text(base, dimension), "by": quantity(offset)])
        case .scaled(let base, let factor): return family("scaled", ["of": text(base, dimension), "by": plain(factor)])
        case .histogram(let histogram): return Self.histogram(histogram, dimension)
        case .recorded(let table): return recorded(table, dimension)
        }
    }

    private static func family(_ name: String, _ parameters: KeyValuePairs<String, String>) -> String {
        "{\(name): {\(parameters.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}}"
    }

    /// A quantity; units are chosen by magnitude, whatever the sign.
    private static func quantity(_ value: Double, _ dimension: Dimension) -> String {
        value < 0 ? "-\(dimension.format(-value))" : dimension.format(value)
    }

    private static func list(_ values: [Double], _ dimension: Dimension) -> String {
        "[\(values.map { quantity($0, dimension) }.joined(separator: ", "))]"
    }
}

/// Distributions of several parts.
extension DistributionText {
    private static func mixture(_ components: [Distribution.Component], _ dimension: Dimension) -> String {
        let items = components.map { "{weight: \(plain($0.weight)), of: \(text($0.distribution, dimension))}" }
        return "{mixture: [\(items.joined(separator: ", "))]}"
    }

    /// By mean and cv where that gives the phases back.
    private static func hyperexponential(
        _ phases: [Distribution.Phase], _ distribution: Distribution, _ dimension: Dimension
    ) -> String {
        let (mean, cv) = (distribution.mean, distribution.cv)
        if let made = try? Distribution.hyperexponential(mean: mean, cv: max(1, cv)),
            case .hyperexponential(let others) = made, isSame(phases, others)
        {
            return family("hyperexponential", ["mean": quantity(mean, dimension), "cv": plain(max(1, cv))])
        }
        let components = phases.map {
            Distribution.Component(weight: $0.probability, distribution: .exponential(mean: $0.mean))
        }
        return mixture(components, dimension)
    }

    private static func isSame(_ phases: [Distribution.Phase], _ others: [Distribution.Phase]) -> Bool {
        phases.count == others.count
            && zip(phases, others).allSatisfy { left, right in
                (left.probability - right.probability).magnitude <= 1e-11 * right.probability
                    && (left.mean - right.mean).magnitude <= 1e-11 * right.mean
            }
    }

    /// As bins, or as percentiles where a single value has a probability.
    private static func histogram(_ histogram: EmpiricalHistogram, _ dimension: Dimension) -> String {
        let edges = histogram.edges
        if zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) {
            let counts = histogram.probabilities.map(plain).joined(separator: ", ")
            return "{histogram: {edges: \(list(edges, dimension)), counts: [\(counts)]}}"
        }
        var reached = 0.0
        var points = ["0 %: \(quantity(edges[0], dimension))"]
        for (index, probability) in histogram.probabilities.enumerated() {
            reached += probability
            // The last is 1 but for the rounding of the sum.
            let share = index + 1 == histogram.probabilities.count ? "100" : plain(reached * 100)
            points.append("\(share) %: \(quantity(edges[index + 1], dimension))")
        }
        return "{percentiles: {\(points.joined(separator: ", "))}}"
    }

    private static func recorded(_ table: RecordedTable, _ dimension: Dimension) -> String {
        let replay =
            switch table.replay {
            case .inOrder: "in order"
            case .bySample: "by sample"
            case .resampled: "resampled"
            }
        return "{recorded: {values: \(list(table.values, dimension)), replay: \(replay)}}"
    }
}
