import Foundation
import PipelineRuns
import Pipelines
public import ScenarioFiles

extension Condition {
    /// The names of figures that a condition may have.
    public static var names: [String] { FigureNames.all }

    private static let relations: [(sign: String, isLeast: Bool)] = [
        (">=", true), ("≥", true), ("<=", false), ("≤", false),
    ]

    /// Reads `AU>=90%`, `samplesPerSecond>=5000`, `epochSeconds<=30 min` or `peakBytes<=2 GiB`.
    ///
    /// - Parameters:
    ///   - argument: a figure, `>=` or `<=`, and a value with the figure's unit.
    ///   - option: the option that it belongs to, for messages.
    /// - Throws: when it is no condition, the figure is unknown or without a preference, or the relation is against it.
    public init(argument: String, option: String) throws(ConditionError) {
        let found = Self.relations.compactMap { relation in
            argument.firstRange(of: relation.sign).map { (range: $0, isLeast: relation.isLeast) }
        }
        guard let relation = found.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else {
            throw .noRelation(argument)
        }
        let name = argument[..<relation.range.lowerBound].trimmingCharacters(in: .whitespaces)
        let value = argument[relation.range.upperBound...].trimmingCharacters(in: .whitespaces)
        guard let metric = FigureNames.metric(named: name) else {
            throw .unknownFigure(name)
        }
        guard metric.preference != .neither else { throw .noPreference(name) }
        guard relation.isLeast == (metric.preference == .higher) else {
            throw .againstPreference(name, isBetterHigh: metric.preference == .higher, value: value)
        }
        do throws(ScenarioFileError) {
            let place = "\(option) \(argument[..<relation.range.upperBound])"
            self.init(
                metric, try Self.threshold(value, metric.unit, option: place), name: name,
                written: value.replacing(#/(\d) *([%A-Za-zµ]+)$/#) { "\($0.1) \($0.2)" })
        } catch {
            throw .notAccepted(error)
        }
    }

    private static func threshold(
        _ text: String, _ unit: Metric.Unit, option: String
    ) throws(ScenarioFileError) -> Double {
        switch unit {
        case .fraction: try QuantityArgument.share(text, option: option)
        case .seconds: try QuantityArgument.seconds(text, option: option)
        case .bytes: try QuantityArgument.bytes(text, option: option)
        case .bytesPerSecond: try QuantityArgument.bandwidth(text, option: option)
        case .samplesPerSecond, .batchesPerSecond, .count:
            try QuantityArgument.number(text, option: option)
        }
    }
}

/// Why a text is no condition.
public enum ConditionError: Error, Sendable {
    /// It compares nothing.
    case noRelation(String)
    /// No figure has the name.
    case unknownFigure(String)
    /// Of the figure neither more nor less is better.
    case noPreference(String)
    /// It wants the worse side of a figure.
    case againstPreference(String, isBetterHigh: Bool, value: String)
    /// The value is none of the figure's.
    case notAccepted(ScenarioFileError)
}

extension ConditionError: CustomStringConvertible {
    /// What is wrong, and what would be accepted.
    public var description: String {
        switch self {
        case .noRelation(let text):
            return "`\(visible(text))` is not a condition: write a figure, `>=` or `<=`, and a value, such as `AU>=90%`"
        case .unknownFigure(let name):
            return "unknown figure `\(visible(name))`; known: \(Condition.names.joined(separator: ", "))"
                + didYouMean(name, among: Condition.names)
        case .noPreference(let name):
            return "`\(name)` cannot be a condition, because neither more nor less of it is better; these can: "
                + Condition.names.joined(separator: ", ")
        case .againstPreference(let name, let isBetterHigh, let value):
            let (better, sign) = isBetterHigh ? ("more", ">=") : ("less", "<=")
            return "\(better) of `\(name)` is better: `\(name)\(sign)\(visible(value))` is a condition"
        case .notAccepted(let error): return "\(error)"
        }
    }
}
