package import Importers
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// What the simulator predicts of a measured case, in the figures that were measured.
package struct CasePrediction: Sendable, Equatable {
    /// Steps per second of all consumers in the steady window.
    package var stepsPerSecond: Double
    /// From before the iterator is created to the first element, in seconds.
    package var firstStepSeconds: Double
    /// Length of each epoch, in seconds.
    package var epochSeconds: [Double]
    /// Share of the run inside `next()`.
    package var stallFraction: Double
    /// Length of the run, in seconds.
    package var wallSeconds: Double
    /// Final limit of the last tuned prefetch, if there is one.
    package var prefetchLimit: Int?
    /// Accelerator utilisation by DLIO's definition, a fraction of one, where it was measured.
    package var acceleratorUtilisation: Double?

    /// Why there is no prediction.
    package enum Failure: Error, Sendable, Equatable {
        /// The case has something that is not modelled, or cannot be simulated.
        case notModelled(CaseError)
        /// The task was cancelled.
        case cancelled
    }
}

extension CasePrediction {
    /// Simulates the scenario that a case is translated into: the very document that `overlap import` writes.
    ///
    /// - Parameters:
    ///   - document: gives the scenario.
    ///   - name: what the scenario is called.
    ///   - unmeasuredWaitSeconds: waits of the loop that were not measured as such.
    ///   - wrongRule: a rule of the engine that is replaced by a wrong one.
    init(
        name: String, unmeasuredWaitSeconds: Double = 0, wrongRule: WrongRule? = nil,
        document: () throws(CaseError) -> ScenarioDocument
    ) throws(Failure) {
        var scenario: Scenario
        do throws(CaseError) {
            scenario = try Self.scenario(document(), name: name)
            if let wrongRule { scenario.pipeline = wrongRule.applied(to: scenario.pipeline) }
        } catch {
            throw .notModelled(error)
        }
        let steps = scenario.pipeline.totalSteps ?? 0
        guard steps <= Self.mostSteps else {
            throw .notModelled(CaseError("too many steps: at most \(Self.mostSteps) can be replayed"))
        }
        var runs: [StepFigures] = []
        var limits: [Int] = []
        for replication in 0..<UInt32(scenario.run.replications ?? 1) {
            let (outcome, steps) = try Self.simulated(scenario, replication: replication)
            guard case .completed(let report) = outcome, let figures = StepFigures(steps) else {
                throw .notModelled(CaseError("fewer than three steps are simulated, or they take no time"))
            }
            runs.append(figures)
            if let limit = Self.prefetchLimit(scenario, report) { limits.append(limit) }
        }
        func mean(_ figure: (StepFigures) -> Double) -> Double {
            runs.reduce(0) { $0 + figure($1) } / Double(runs.count)
        }
        stepsPerSecond = mean(\.stepsPerSecond)
        firstStepSeconds = mean(\.firstStepSeconds)
        epochSeconds = runs[0].epochSeconds.indices.map { epoch in mean { $0.epochSeconds[epoch] } }
        wallSeconds = mean(\.wallSeconds)
        stallFraction = max(0, mean(\.stallFraction) - unmeasuredWaitSeconds / wallSeconds)
        prefetchLimit = limits.lowerMedian
    }

    private static let mostSteps: Int64 = 1_000_000

    private static func scenario(_ document: ScenarioDocument, name: String) throws(CaseError) -> Scenario {
        do {
            let file = try ScenarioFile(document, name: name)
            return try file.scenario(variant: file.variantNames[0])
        } catch {
            let diagnostic = error.diagnostics.first
            let accepted = diagnostic?.accepted.map { " (accepted: \($0))" } ?? ""
            throw CaseError("\(diagnostic?.message ?? "not a scenario")\(accepted)")
        }
    }

    /// One replication, with the instants of its steps.
    static func simulated(
        _ scenario: Scenario, replication: UInt32
    ) throws(Failure) -> (RunOutcome, [StepFigures.Consumer]) {
        do throws(SimulationError) {
            let (outcome, steps) = try simulateSteps(scenario, replication: replication)
            let consumers = steps.map {
                StepFigures.Consumer(
                    askedAt: $0.askedAt, receivedAt: $0.startedAt, endedAt: $0.endedAt, epoch: $0.epoch)
            }
            return (outcome, consumers)
        } catch .cancelled {
            throw .cancelled
        } catch {
            throw .notModelled(CaseError("\(error)"))
        }
    }

    /// The limit of the last prefetch, be it written or added by rewrites.
    private static func prefetchLimit(_ scenario: Scenario, _ report: RunReport) -> Int? {
        let written = scenario.pipeline.stages.filter { $0.operator is Prefetch }.map(\.name)
        return report.stages.last { written.contains($0.name) || $0.name == "injected prefetch" }?.tunedValue
    }
}
