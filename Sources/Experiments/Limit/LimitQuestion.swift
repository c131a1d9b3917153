public import PipelineSimulation
public import Pipelines
public import ScenarioFiles

/// The question up to which value of a whole number, or from which, conditions hold.
public struct LimitQuestion: Sendable {
    /// The last value that meets the conditions, or the first.
    public let goal: EdgeGoal
    /// What is varied: one parameter, or several that have the same value.
    public let paths: [String]
    /// The values, increasing, each once.
    public let values: [Int]
    /// The unit of the values, as `GiB`; empty for plain numbers.
    public let unit: String
    /// What must hold, all of it.
    public let conditions: [Condition]
    /// The scenario at a value.
    let scenario: @Sendable (Int) throws(LimitError) -> Scenario

    /// - Parameters:
    ///   - goal: the last value that meets the conditions, or the first.
    ///   - paths: what reports say is varied.
    ///   - values: whole numbers, at least one.
    ///   - unit: their unit; empty for plain numbers.
    ///   - conditions: what must hold, at least one.
    ///   - scenario: the scenario at a value; the same seed in all makes them draw the same random numbers.
    public init(
        _ goal: EdgeGoal, of paths: [String], among values: [Int], unit: String = "", conditions: [Condition],
        scenario: @escaping @Sendable (Int) throws(LimitError) -> Scenario
    ) {
        precondition(!values.isEmpty && !conditions.isEmpty, "A limit is sought among values, by conditions")
        self.goal = goal
        self.paths = paths
        self.values = Set(values).sorted()
        self.unit = unit
        self.conditions = conditions
        self.scenario = scenario
    }

    /// Tries the smallest value, for what is wrong with the question.
    ///
    /// - Throws: `LimitError` when the scenario does not accept it, or cannot be made.
    public func check() throws(LimitError) { _ = try scenario(values[0]) }

    /// A value as it is written: `16`, `64 GiB`.
    public func text(_ value: Int) -> String { unit.isEmpty ? "\(value)" : "\(value) \(unit)" }

    /// The same question, answered with a limited number of replications of each value.
    func upTo(replications: Int) -> LimitQuestion {
        let scenario = scenario
        return LimitQuestion(
            goal, of: paths, among: values, unit: unit, conditions: conditions
        ) { value throws(LimitError) in
            try scenario(value).upTo(replications: replications)
        }
    }
}

/// Why a limit cannot be found.
public enum LimitError: Error, Sendable {
    /// The values are not whole numbers, or not of one unit.
    case notWhole(String)
    /// The scenario does not accept a value.
    case notAccepted(ScenarioFileError)
    /// The scenario cannot be made at a value.
    case cannotRun(PipelineError, value: Int)
    /// A replication failed, or the task was cancelled.
    case failed(ReplicationError, value: Int)
}

extension LimitError: CustomStringConvertible {
    /// What is wrong, and what would be accepted.
    public var description: String {
        switch self {
        case .notWhole(let value):
            "`\(visible(value))` is not a whole number, or has another unit than the others: a limit is sought among values such "
                + "as `gpu.count=1..512` or `readCache.capacity=0 GiB..64 GiB`"
        case .notAccepted(let error): "\(error)"
        case .cannotRun(let error, let value): "at \(value): \(error)"
        case .failed(let error, let value): "at \(value): \(error)"
        }
    }
}
