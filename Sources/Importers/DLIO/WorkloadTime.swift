import Foundation
import Pipelines
import ScenarioFiles

/// A time as DLIO writes it: a number of seconds, or a distribution.
enum WorkloadTime: Equatable, Sendable {
    case constant(Double)
    case normal(mean: Double, deviation: Double)
    case uniform(least: Double, most: Double)
    case gamma(shape: Double, scale: Double)
    case exponential(mean: Double)
    case poisson(mean: Double)

    /// Expected seconds.
    var mean: Double {
        switch self {
        case .constant(let seconds): seconds
        case .normal(let mean, _), .exponential(let mean), .poisson(let mean): mean
        case .uniform(let least, let most): (least + most) / 2
        case .gamma(let shape, let scale): shape * scale
        }
    }

    /// Variance in seconds squared.
    var variance: Double {
        switch self {
        case .constant: 0
        case .normal(_, let deviation): deviation * deviation
        case .uniform(let least, let most): (most - least) * (most - least) / 12
        case .gamma(let shape, let scale): shape * scale * scale
        case .exponential(let mean): mean * mean
        case .poisson(let mean): mean
        }
    }

    /// The sum of `count` independent times; a normal distribution when there are many.
    func sum(of count: Int) -> WorkloadTime {
        if count == 1 { return self }
        let mean = Double(count) * mean
        return variance == 0 ? .constant(mean) : .normal(mean: mean, deviation: (Double(count) * variance).squareRoot())
    }

    /// How scenarios write it.
    var written: WrittenValue {
        switch self {
        case .constant(let seconds): .time(seconds)
        case .normal(let mean, let deviation): Self.normal(mean, deviation)
        case .uniform(let least, let most): .distribution("uniform", ["min": .time(least), "max": .time(most)])
        case .gamma(let shape, let scale): .distribution("gamma", ["shape": .number(shape), "scale": .time(scale)])
        case .exponential(let mean): .distribution("exponential", ["mean": .time(mean)])
        case .poisson(let mean): Self.poisson(mean)
        }
    }

    private static func normal(_ mean: Double, _ deviation: Double) -> WrittenValue {
        if deviation == 0 { return .time(mean) }
        return .distribution("normal", ["location": .time(mean), "sigma": .time(deviation)])
    }

    /// Whole seconds with their probabilities; of a large mean, the normal that it resembles.
    private static func poisson(_ mean: Double) -> WrittenValue {
        guard mean <= 20 else { return normal(mean, mean.squareRoot()) }
        var probability = exp(-mean)
        var parts: [WrittenValue] = []
        for seconds in 0...80 where probability > 1e-9 || Double(seconds) < mean {
            parts.append(.line([("weight", .number(probability)), ("of", .quantity(Double(seconds), .time))]))
            probability *= mean / Double(seconds + 1)
        }
        return .line([("mixture", .list(parts))])
    }
}

extension WorkloadFields {
    /// A time, in seconds: a number with a standard deviation beside it, or a mapping that names a distribution.
    mutating func time(_ name: String) -> WorkloadTime? {
        guard let node = node([name]) else { return nil }
        if node.entries != nil { return distribution(node, name) }
        guard let mean = number(node, accepted: "seconds, or a mapping such as {mean: 1.0, stdev: 0.1}") else {
            return nil
        }
        let deviation = number(["\(name)_stdev"], unit: "seconds") ?? 0
        return deviation > 0 ? .normal(mean: mean, deviation: deviation) : .constant(mean)
    }

    /// The keys of each distribution.
    private static let keys = [
        "normal": ["mean", "stdev"], "uniform": ["min", "max"], "gamma": ["shape", "scale"], "exponential": ["scale"],
        "poisson": ["lam"],
    ]

    private mutating func distribution(_ node: DocumentNode, _ name: String) -> WorkloadTime? {
        let kind = node["type"]?.text ?? "normal"
        reads(only: ["type"] + (Self.keys[kind] ?? []), of: name)
        switch kind {
        case "normal":
            guard let mean = parameter("mean", of: node) else { return nil }
            let beside = node["stdev"] == nil ? number(["\(name)_stdev"], unit: "seconds") : nil
            let deviation = beside ?? (node["stdev"] == nil ? 0 : parameter("stdev", of: node) ?? 0)
            return deviation > 0 ? .normal(mean: mean, deviation: deviation) : .constant(mean)
        case "uniform":
            guard let least = parameter("min", of: node), let most = parameter("max", of: node) else { return nil }
            guard least < most else {
                log.report("`min` must be less than `max`", at: node.location)
                return nil
            }
            return .uniform(least: least, most: most)
        case "gamma":
            guard let shape = positive("shape", of: node), let scale = positive("scale", of: node) else { return nil }
            return .gamma(shape: shape, scale: scale)
        case "exponential": return positive("scale", of: node).map(WorkloadTime.exponential)
        case "poisson": return positive("lam", of: node).map(WorkloadTime.poisson)
        default:
            log.report(
                "there is no distribution \(quoted(kind))", at: node["type"]?.location ?? node.location,
                accepted: "`normal`, `uniform`, `gamma`, `exponential`, `poisson`")
            return nil
        }
    }

    private mutating func positive(_ key: String, of node: DocumentNode) -> Double? {
        guard let value = parameter(key, of: node) else { return nil }
        if value > 0 { return value }
        log.report("`\(key)` must be greater than 0", at: node[key]?.location ?? node.location)
        return nil
    }

    private mutating func parameter(_ key: String, of node: DocumentNode) -> Double? {
        guard let value = node[key] else {
            log.report("`\(key)` is missing", at: node.location)
            return nil
        }
        return number(value, accepted: "a number, not negative")
    }
}
