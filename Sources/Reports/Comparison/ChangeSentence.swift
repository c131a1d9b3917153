import Experiments
import Foundation
import Measurements
import PipelineRuns

/// Sentences of how a figure of one thing relates to that of another: `` `b` is 3.1 % ± 0.4 % faster than `a` ``.
struct ChangeSentence {
    /// Which figure.
    let metric: Metric
    /// How much more the one has, relative to the other; nil where that has no meaning.
    let relative: RelativeChange?
    /// The one's figure − the other's, in the metric's unit.
    let difference: ConfidenceInterval

    /// What the one is compared with.
    enum Other {
        case named(String)
        case prediction
    }

    /// Beyond this much more it is said how many times as much it is.
    private static let most = 1.0

    init(_ metric: Metric, _ relative: RelativeChange?, _ difference: ConfidenceInterval) {
        self.metric = metric
        self.relative = relative
        self.difference = difference
    }

    /// The difference with its interval.
    func difference(of one: String, from other: Other) -> String {
        "\(subject(one)) is \(amount(from: other))"
    }

    /// `3.1 % ± 0.4 % faster than …`.
    func amount(from other: Other) -> String {
        guard let relative, metric.unit != .fraction else {
            return "\(points(difference)) \(word(difference.mean > 0)) than \(object(other))"
        }
        guard relative.value <= Self.most else {
            let times = Self.text(1 + relative.value, relative.halfWidth, "")
            return times + (isSpeed ? " times as fast as \(object(other))" : " times \(object(other))")
        }
        let percent = Self.text(relative.value.magnitude * 100, relative.halfWidth.map { $0 * 100 }, " %")
        return "\(percent) \(word(relative.value > 0)) than \(object(other))"
    }

    /// The ends of the interval.
    func range(of one: String, from other: Other) -> String {
        let ends: [String]
        if let relative, metric.unit != .fraction, let lower = relative.lower, let upper = relative.upper {
            ends = [lower, upper].map { "\(Self.percent($0.magnitude)) \(word($0 > 0))" }
        } else if let lower = difference.lower, let upper = difference.upper {
            ends = [lower, upper].map { "\(Self.amount($0.magnitude, metric)) \(word($0 > 0))" }
        } else {
            return difference(of: one, from: other) + ", and one pair tells nothing of its certainty"
        }
        return "\(subject(one)) is between \(ends[0]) and \(ends[1]) than \(object(other))"
    }

    private var isSpeed: Bool { metric.isSpeed }

    private func subject(_ name: String) -> String { isSpeed ? "`\(name)`" : "\(metric.label) of `\(name)`" }

    private func object(_ other: Other) -> String {
        switch other {
        case .named(let name): isSpeed ? "`\(name)`" : "that of `\(name)`"
        case .prediction: "predicted"
        }
    }

    private func word(_ isMore: Bool) -> String {
        if isSpeed { return isMore ? "faster" : "slower" }
        switch metric.unit {
        case .seconds: return isMore ? "longer" : "shorter"
        case .bytes: return isMore ? "larger" : "smaller"
        default: return isMore ? "higher" : "lower"
        }
    }

    /// `3.1 ± 0.4 points`, or an amount in the metric's unit.
    private func points(_ interval: ConfidenceInterval) -> String {
        guard metric.unit == .fraction else {
            let uncertainty = interval.halfWidth.map { " ± \(QuantityFormat.text($0, metric.unit))" } ?? ""
            return QuantityFormat.text(interval.mean.magnitude, metric.unit) + uncertainty
        }
        return Self.text(interval.mean.magnitude * 100, interval.halfWidth.map { $0 * 100 }, "") + " points"
    }

    /// `3.1 points` of a share, else an amount in the metric's unit.
    static func amount(_ value: Double, _ metric: Metric) -> String {
        metric.unit == .fraction ? "\(percent(value).dropLast(2)) points" : QuantityFormat.text(value, metric.unit)
    }

    /// `3.1 % ± 0.4 %`: with the digits that the half-width supports, and no half-width of nothing.
    static func text(_ value: Double, _ halfWidth: Double?, _ unit: String) -> String {
        guard let halfWidth, halfWidth >= 0.0005 else { return significant(value) + unit }
        let places = min(3, max(0, -Int(log10(halfWidth).rounded(.down))))
        return "\(Figure.decimal(value, places))\(unit) ± \(Figure.decimal(halfWidth, places))\(unit)"
    }

    /// `0.5 %`: what was chosen, with the digits that it has.
    static func chosen(_ share: Double) -> String { String(format: "%g %%", share * 100) }

    /// `0.52 %`, `3.1 %`, `12 %`: two digits.
    static func percent(_ share: Double) -> String { significant(share * 100) + " %" }

    private static func significant(_ value: Double) -> String {
        Figure.decimal(value, value.magnitude >= 9.95 ? 0 : value.magnitude >= 0.995 ? 1 : 2)
    }
}

extension Metric {
    /// Whether more of it is called faster.
    var isSpeed: Bool { [Metric.samplesPerSecond.name, Metric.runSamplesPerSecond.name].contains(name) }
}
