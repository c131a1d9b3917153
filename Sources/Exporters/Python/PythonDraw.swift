import Foundation
import Variates

/// Draws of distributions by Python's `random`.
enum PythonDraw {
    /// An expression that draws a value, or nil where no line of the standard library does.
    ///
    /// - Parameter factor: by which the value is multiplied.
    static func term(_ distribution: Distribution, times factor: Double = 1) -> PythonTerm? {
        switch distribution {
        case .scaled(let base, let by): return term(base, times: by * factor)
        case .mixture(let components) where components.count == 2:
            return choice(components.map { ($0.weight, $0.distribution) }, times: factor)
        case .hyperexponential(let phases) where phases.count == 2:
            return choice(phases.map { ($0.probability, .exponential(mean: $0.mean)) }, times: factor)
        default: return value(distribution, times: factor).map(PythonTerm.value)
        }
    }

    private static func choice(
        _ branches: [(weight: Double, distribution: Distribution)], times factor: Double
    ) -> PythonTerm? {
        // The rare branch is read first.
        let (rare, usual) =
            branches[0].weight <= branches[1].weight
            ? (branches[0], branches[1]) : (branches[1], branches[0])
        guard let first = value(rare.distribution, times: factor),
            let other = value(usual.distribution, times: factor)
        else {
            return nil
        }
        let probability = PythonNumber.real(rare.weight / (rare.weight + usual.weight))
        return .choice(probability: probability, first, else: other)
    }

    private static func value(_ distribution: Distribution, times factor: Double) -> String? {
        let call = { (name: String, arguments: [Double]) in
            "random.\(name)(\(arguments.map(PythonNumber.real).joined(separator: ", ")))"
        }
        switch distribution {
        case .constant(let value): return PythonNumber.real(value * factor)
        case .uniform(let lower, let upper): return call("uniform", [lower * factor, upper * factor])
        case .exponential(let mean): return call("expovariate", [1 / (mean * factor)])
        case .gamma(let shape, let scale): return call("gammavariate", [shape, scale * factor])
        case .logNormal(let logMean, let logSigma):
            return call("lognormvariate", [logMean + log(factor), logSigma])
        case .weibull(let shape, let scale): return call("weibullvariate", [scale * factor, shape])
        case .pareto(let shape, let minimum):
            return "\(PythonNumber.real(minimum * factor)) * \(call("paretovariate", [shape]))"
        case .truncatedNormal(let location, let sigma) where location > -sigma:
            return notNegative(call("normalvariate", [location * factor, sigma * factor]))
        case .beta(let alpha, let beta, let lower, let upper):
            let width = PythonNumber.real((upper - lower) * factor)
            return sum(lower * factor, "\(width) * \(call("betavariate", [alpha, beta]))")
        case .scaled(let base, let by): return value(base, times: by * factor)
        case .shifted(let base, let offset):
            guard let value = value(base, times: factor) else { return nil }
            // As written, with fewer digits, the offset may take away a little more than there is.
            return offset < 0 ? "max(0.0, \(sum(offset * factor, value)))" : sum(offset * factor, value)
        case .truncatedNormal, .hyperexponential, .mixture, .histogram, .recorded, .phased: return nil
        }
    }

    private static func sum(_ offset: Double, _ value: String) -> String {
        offset == 0 ? value : "\(PythonNumber.real(offset)) + \(value)"
    }

    /// Draws again while a value is negative: of a normal that is not far below 0, 6.3 times on average at most.
    private static func notNegative(_ draw: String) -> String {
        "next(filter(lambda x: x >= 0, iter(lambda: \(draw), None)))"
    }
}
