import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// The search for the values that could be written in place of automatic tuning: parameter by parameter, all values of one
/// with those of the others as they are, until a round changes nothing.
struct TuningSearch {
    /// The best values so far.
    private(set) var best: [Int]

    private let subject: TuningSubject
    private let parameters: [TunedParameter]
    private let metric: Metric
    /// Threads of the worker pool, as it is written.
    private let pool: Int
    /// What each configuration reaches, the more the better; nil for one that does not run in the memory that there is.
    private var reached: [[Int]: Double?] = [:]
    private static let mostRounds = 4
    /// Of values that differ by less the smaller one is better.
    private static let indifference = 0.002

    /// - Parameters:
    ///   - chosen: where it begins.
    ///   - pool: threads of the worker pool, as it is written.
    init(_ subject: TuningSubject, _ parameters: [TunedParameter], from chosen: [Int], pool: Int, _ metric: Metric) {
        self.subject = subject
        self.parameters = parameters
        self.metric = metric
        self.pool = pool
        best = chosen
    }

    /// How many configurations were simulated.
    var configurations: Int { reached.count }

    mutating func run(threads: Int, progress: (Double) -> Void) async throws(TuningError) {
        let writable = parameters.indices.filter { parameters[$0].isWritable }
        for round in 0..<Self.mostRounds {
            let before = best
            for (position, index) in writable.enumerated() {
                let begun = round * writable.count + position
                progress(Double(begun) / Double(Self.mostRounds * writable.count))
                try await improve(index, threads: threads)
            }
            if best == before { return }
        }
    }

    /// Tries all values of one parameter.
    private mutating func improve(_ index: Int, threads: Int) async throws(TuningError) {
        let tried = parameters[index].values.map { value in
            var configuration = best
            configuration[index] = value.count
            return configuration
        }
        try await simulate(tried.filter { reached[$0] == nil }, threads: threads)
        let figures = tried.map { reached[$0] ?? nil }
        guard let highest = figures.compactMap({ $0 }).max() else { return }
        let enough = highest - Self.indifference * abs(highest)
        if let first = figures.firstIndex(where: { $0.map { $0 >= enough } ?? false }) { best = tried[first] }
    }

    private mutating func simulate(_ configurations: [[Int]], threads: Int) async throws(TuningError) {
        guard !configurations.isEmpty else { return }
        var scenarios: [Scenario] = []
        do throws(ScenarioFileError) {
            for configuration in configurations {
                scenarios.append(try subject.scenario(changes(of: configuration)).brief)
            }
        } catch {
            throw .file(error)
        }
        do throws(ReplicationError) {
            try await replicate(scenarios, threads: threads) { position, replications in
                reached[configurations[position]] = .some(figure(VariantSummary(replications, baseline: nil)))
                return true
            }
        } catch {
            throw .replication(error)
        }
    }

    private func figure(_ summary: VariantSummary) -> Double? {
        guard summary.outOfMemory == nil, let value = summary.estimate(metric)?.value else { return nil }
        if let budget = summary.scenario.options.ramBudgetBytes,
            let held = summary.estimate(.peakBufferedBytes)?.value, held > budget
        {
            return nil
        }
        return metric.preference == .lower ? -value : value
    }

    // MARK: What is written

    /// The changes that write the values of a configuration.
    func changes(of configuration: [Int]) throws(ScenarioFileError) -> [Override] {
        let values = values(of: configuration).flatMap(\.changes)
        let pool = try workers(of: configuration).map { count throws(ScenarioFileError) in
            try Override(path: Self.poolPath, value: String(count))
        }
        return values + (pool.map { [$0] } ?? [])
    }

    /// Threads that the worker pool must have for a configuration; nil where it has them.
    func workers(of configuration: [Int]) -> Int? {
        let needed = values(of: configuration).map(\.threads).max() ?? 0
        return needed > pool ? needed : nil
    }

    private static let poolPath = "cpu.workers"

    private func values(of configuration: [Int]) -> [TunedParameter.Value] {
        zip(parameters, configuration).compactMap { parameter, count in parameter.values.first { $0.count == count } }
    }
}
