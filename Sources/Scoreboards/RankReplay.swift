import Importers
import PipelineRuns
import Pipelines
import Variates

/// An epoch as a scenario: an accelerator for each rank, which waits for each batch as long as was recorded.
///
/// An element stands for a batch. Each rank's are a file of their own, which a `shard` deals out, so that element
/// `r · steps + s` is step `s` of rank `r`.
struct RankReplay {
    private let epoch: RankEpoch
    private var scenario: Scenario

    /// - Throws: when a duration cannot be replayed.
    init(_ epoch: RankEpoch) throws(CaseError) {
        self.epoch = epoch
        do {
            scenario = Scenario(
                name: "epoch \(epoch.number)", variant: "replay", platform: try Self.platform(ranks: epoch.ranks.count),
                pipeline: try Self.pipeline(epoch), run: try RunPlan(.defaults(of: RunPlan.self)))
        } catch {
            throw CaseError("epoch \(epoch.number): \(error)")
        }
    }

    /// Simulates the epoch with meetings at the barrier that take so long; a single rank meets nobody, and its loop
    /// takes so long by itself.
    func prediction(barrierSeconds: Double) throws(CasePrediction.Failure) -> CasePrediction {
        let scenario: Scenario
        do throws(CaseError) { scenario = try self.scenario(barrierSeconds: barrierSeconds) } catch {
            throw .notModelled(error)
        }
        let (outcome, steps) = try CasePrediction.simulated(scenario, replication: 0)
        guard case .completed(let report) = outcome, let rate = report.epochSamplesPerSecond,
            let utilisation = report.acceleratorUtilisation, let figures = StepFigures(steps)
        else { throw .notModelled(CaseError("the epoch takes no time, or has fewer than three steps")) }
        return CasePrediction(
            stepsPerSecond: rate, firstStepSeconds: figures.firstStepSeconds, epochSeconds: figures.epochSeconds,
            stallFraction: figures.stallFraction, wallSeconds: figures.wallSeconds, prefetchLimit: nil,
            acceleratorUtilisation: utilisation)
    }

    // MARK: The scenario

    private func scenario(barrierSeconds: Double) throws(CaseError) -> Scenario {
        var scenario = scenario
        if epoch.ranks.count > 1 {
            scenario.platform.gpu.barrierOverhead = .constant(barrierSeconds)
            return scenario
        }
        do { scenario.pipeline = try Self.pipeline(epoch, loopSeconds: barrierSeconds) } catch {
            throw CaseError("epoch \(epoch.number): \(error)")
        }
        return scenario
    }

    private static func platform(ranks: Int) throws(PipelineError) -> Platform {
        let gpu = ["count": ParameterValue.count(ranks)]
        return Platform(
            disk: try Disk(.defaults(of: Disk.self)),
            // Nothing waits for a core or a thread: such waits are in the recorded times.
            cpu: try CPU(.defaults(of: CPU.self, but: ["cores": .count(ranks)])),
            gpu: try GPU(.defaults(of: GPU.self, but: gpu)), memory: try Memory(.defaults(of: Memory.self)),
            overheads: .none)
    }

    /// - Parameter loopSeconds: that each step takes besides what was recorded.
    private static func pipeline(_ epoch: RankEpoch, loopSeconds: Double = 0) throws -> Pipeline {
        let files = ["files": ParameterValue.count(epoch.ranks.count), "samplesPerFile": .count(epoch.steps)]
        let load = try replayed(epoch) { $0.load[$1] }
        // What DLIO does around the computation is in the time of a step, and not in that of its computation.
        let around = try replayed(epoch) { max(0, $0.process[$1] - $0.load[$1] - $0.compute[$1]) + loopSeconds }
        let training = try TrainingLoop(
            .defaults(
                of: TrainingLoop.self,
                but: [
                    "step": .distribution(try replayed(epoch) { $0.compute[$1] }),
                    "hostOverhead": .distribution(around),
                ]))
        return try Pipeline(
            stages: [
                .init(name: "ranks", operator: try Source(parameters: files)),
                .init(name: "shard", operator: try Shard(parameters: [:])),
                .init(name: "batches", operator: try Interleave(parameters: ["cycle": .count(1)])),
                .init(
                    name: "load", operator: try Map(parameters: ["use": .word("wait"), "cost": .distribution(load)])),
            ], training: training)
    }

    private static func replayed(
        _ epoch: RankEpoch, _ seconds: (RankTrace.Epoch, Int) -> Double
    ) throws(DistributionError) -> Distribution {
        let values = epoch.ranks.flatMap { rank in (0..<epoch.steps).map { seconds(rank, $0) } }
        if let first = values.first, values.allSatisfy({ $0 == first }) { return .constant(first) }
        return .recorded(try RecordedTable(values: values, replay: .bySample))
    }
}

extension ParameterValues {
    /// A section's defaults, and some values that differ from them.
    fileprivate static func defaults<S: Section>(
        of section: S.Type, but values: [String: ParameterValue] = [:]
    ) -> ParameterValues {
        ParameterValues(values, defaultsFrom: section.parameters)
    }
}
