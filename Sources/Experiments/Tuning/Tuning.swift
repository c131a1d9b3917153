import PipelineRuns
import PipelineSimulation
public import Pipelines
import ScenarioFiles

/// What automatic tuning of a variant reaches, beside the best values that were found for the same cores and memory.
public struct Tuning: Sendable {
    /// As it is written.
    public let scenario: Scenario
    /// What is tuned, in the order of the stages.
    public let parameters: [TunedParameter]
    /// What tuning has chosen in the end, for each parameter, in the first replication.
    public let chosen: [Int]
    /// The best values that were found; what was chosen where no other can be written.
    public let found: [Int]
    /// Threads that the worker pool must have for them; nil where it has them.
    public let workers: Int?
    /// Over time.
    public let trace: TuningTrace
    /// Configurations that were simulated in search of the best.
    public let configurations: Int
    /// How the two compare with random numbers of their own: first automatic tuning, then the best found.
    public private(set) var comparison: Comparison

    /// Position of automatic tuning among what is compared.
    public static let automatic = 0
    /// Position of the best values among what is compared.
    public static let best = 1
}

extension Tuning {
    /// Simulates a variant as it is tuned, and with other values written instead, one parameter after the other, until none
    /// brings more; then compares the two with other random numbers than those of the search, so that luck in the search
    /// does not count.
    ///
    /// - Parameters:
    ///   - subject: the variant.
    ///   - objective: by which figure; the throughput of the whole run by default, for tuning learns anew in each epoch.
    ///   - indifference: relative difference that does not matter.
    ///   - threads: replications at a time; the answer does not depend on it.
    ///   - progress: told what is being done, and how much of it is.
    /// - Throws: `TuningError`.
    public init(
        of subject: TuningSubject, objective: Objective = .automatic,
        indifference: Double = PairedFamily.usualIndifference, threads: Int,
        progress: (_ what: String, _ share: Double) -> Void = { _, _ in }
    ) async throws(TuningError) {
        let (written, running) = try Self.scenarios(subject)
        scenario = written
        let metric = if case .figure(let metric) = objective { metric } else { Metric.runSamplesPerSecond }
        let tuned = try await Self.summary(written.brief, threads: threads)
        if let outOfMemory = tuned.outOfMemory { throw .outOfMemory(outOfMemory) }
        var (parameters, chosen): ([TunedParameter], [Int]) = ([], [])
        for (stage, report) in zip(running.pipeline.stages, tuned.stages) {
            guard let value = report.tunedValue else { continue }
            let isLast = stage.name == running.pipeline.stages.last?.name
            do throws(ScenarioFileError) {
                let parameter = try TunedParameter(stage, chosen: value, isLast: isLast, in: subject, written)
                guard let parameter else { continue }
                parameters.append(parameter)
                chosen.append(value)
            } catch {
                throw .file(error)
            }
        }
        guard !parameters.isEmpty else { throw .nothingTuned }
        self.parameters = parameters
        self.chosen = chosen
        trace = try TuningTrace(written, seconds: tuned.estimate(.epochSeconds)?.value ?? tuned.runSeconds)

        var search = TuningSearch(subject, parameters, from: chosen, pool: written.platform.cpu.workers, metric)
        try await search.run(threads: threads) { progress("searching", $0) }
        found = search.best
        workers = search.workers(of: search.best)
        configurations = search.configurations
        let alternatives: [Alternative]
        do throws(ScenarioFileError) {
            let best = try subject.scenario(search.changes(of: search.best))
            alternatives = [Alternative(name: "automatic", written), Alternative(name: "best found", best)].map(
                \.redrawn)
        } catch {
            throw .file(error)
        }
        comparison = Comparison(alternatives, objective: .figure(metric), indifference: indifference)
        do throws(ReplicationError) {
            try await comparison.decide(threads: threads) { finished, all in
                progress("comparing", Double(finished) / Double(max(1, all)))
            }
        } catch {
            throw .replication(error)
        }
    }

    /// A variant as it is written, and as it runs.
    private static func scenarios(
        _ subject: TuningSubject
    ) throws(TuningError) -> (written: Scenario, running: Scenario) {
        let written: Scenario
        do throws(ScenarioFileError) { written = try subject.scenario() } catch { throw .file(error) }
        do throws(PipelineError) { return (written, try written.rewritten()) } catch { throw .pipeline(error) }
    }

    static func summary(_ scenario: Scenario, threads: Int) async throws(TuningError) -> VariantSummary {
        do throws(ReplicationError) {
            return VariantSummary(try await replicate(scenario, threads: threads), baseline: nil)
        } catch {
            throw .replication(error)
        }
    }
}

extension Scenario {
    /// With as few replications as tell much better values from worse ones.
    var brief: Scenario {
        var scenario = self
        scenario.run.replications = 3
        return scenario
    }
}

extension Alternative {
    /// With other random numbers.
    fileprivate var redrawn: Alternative {
        var scenario = scenario
        scenario.run.seed &+= 1
        return Alternative(name: name, scenario)
    }
}
