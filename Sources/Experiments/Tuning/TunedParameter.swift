import Pipelines
import ScenarioFiles

/// A parameter that the framework chooses while it runs, and the values that may be written instead.
public struct TunedParameter: Sendable {
    /// What it counts.
    public enum Meaning: Sendable {
        /// Calls at a time; automatic tuning gives no more than this.
        case calls(limit: Int)
        /// Places of a buffer.
        case places
    }

    /// A value that may be written instead.
    struct Value: Sendable {
        let count: Int
        let changes: [Override]
        /// Threads that the worker pool needs for it.
        let threads: Int
    }

    /// The stage as it runs.
    public let stage: String
    /// Where it is, as in a variant: `decode.parallelism`.
    public let path: String
    /// Whether the scenario has the stage; a rewrite has made it otherwise.
    public let isWritten: Bool
    /// What it counts.
    public let meaning: Meaning
    /// From the smallest on; none where the scenario cannot say any, for a rewrite has made the stage.
    let values: [Value]

    /// Whether another value can be written.
    public var isWritable: Bool { !values.isEmpty }
}

extension TunedParameter {
    /// Calls are tried up to this multiple of the pool's threads, because calls that wait need no core.
    private static let mostPools = 4
    private static let mostPlaces = 1024

    /// A parameter of a stage; nil where the stage has none that counts.
    ///
    /// - Parameters:
    ///   - stage: as it runs, which tuning has brought to a value.
    ///   - chosen: that value.
    ///   - isLast: whether no stage comes after it.
    ///   - subject: where the values are to be written.
    ///   - scenario: as it is written.
    init?(
        _ stage: Pipeline.NamedStage, chosen: Int, isLast: Bool, in subject: TuningSubject, _ scenario: Scenario
    ) throws(ScenarioFileError) {
        let workers = scenario.platform.cpu.workers
        let limit = stage.operator.automaticParallelismLimit(poolThreads: workers)
        guard
            let parameter = limit == nil ? stage.operator.bufferParameter : stage.operator.parallelismParameter
        else { return nil }
        let isWritten = scenario.pipeline.stages.contains { $0.name == stage.name }
        let name = isWritten ? scenario.pipeline.address(of: stage.name) : type(of: stage.operator).name
        let path = "\(name).\(parameter)"
        let most = limit.map { $0 < workers ? $0 : Self.mostPools * workers } ?? Self.mostPlaces
        var values: [Value] = []
        for count in Self.ladder(to: most, with: chosen, finely: limit != nil) {
            let changes: [Override]
            if isWritten {
                changes = [try Override(path: path, value: String(count))]
            } else if isLast, limit == nil {
                changes = try subject.appending(name, value: String(count))
            } else {
                break
            }
            guard (try? subject.scenario(changes)) != nil else { continue }
            values.append(Value(count: count, changes: changes, threads: limit == workers ? count : 0))
        }
        self.init(
            stage: stage.name, path: path, isWritten: isWritten, meaning: limit.map { .calls(limit: $0) } ?? .places,
            values: values)
    }

    /// 1, 2, 3, 4, 6, 8, 12, 16 and so on, or powers of two only; with one more value, in its place.
    private static func ladder(to most: Int, with chosen: Int, finely: Bool) -> [Int] {
        var counts: Set<Int> = [chosen]
        var power = 1
        while power <= most {
            counts.insert(power)
            if finely, power > 1, power + power / 2 <= most { counts.insert(power + power / 2) }
            power *= 2
        }
        return counts.sorted()
    }
}
