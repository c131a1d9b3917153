import Foundation
import Variates

/// Draws of distributions by Python's `random`.
enum PythonDraw {
    /// An expression that draws a value, or nil where no line of the standard library does.
    static func term(_ distribution: Distribution) -> PythonTerm? {
        switch distribution {
        case .mixture(let components) where components.count == 2:
            return choice(components.map { ($0.weight, $0.distribution) })
        case .hyperexponential(let phases) where phases.count == 2:
            return choice(phases.map { ($0.probability, .exponential(mean: $0.mean)) })
        default: return value(distribution, times: 1).map(PythonTerm.value)
        }
    }

    private static func choice(_ branches: [(weight: Double, distribution: Distribution)])
        -> PythonTerm?
    {
        // The rare branch is read first.
        let (rare, usual) =
            branches[0].weight <= branches[1].weight
            ? (branches[0], branches[1]) : (branches[1], branches[0])
        guard let first = value(rare.distribution, times: 1),
            let other = value(usual.distribution, times: 1)
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
        case .scaled(let base, let by): return value(base, times: by * factor)
        case .truncatedNormal, .beta, .hyperexponential, .mixture, .shifted, .histogram, .recorded,
            .phased:
            return nil
        }
    }
}
