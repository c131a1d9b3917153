public import Pipelines
import Variates

/// A scenario as rules look at it: what is written, what runs, and how much goes through each stage.
public struct LintSubject: Sendable {
    /// The scenario as written.
    public let scenario: Scenario
    /// The written stages of the first accelerator, with its share of the data.
    let stages: [Pipeline.NamedStage]
    /// What goes through them.
    let flow: PipelineFlow
    /// What goes through the stages that run, which rewrites may have changed.
    let running: PipelineFlow
    /// Elements that leave each written stage in an epoch, on average; infinite behind `repeat: forever`.
    let elementsPerEpoch: [Double]

    /// Nil for a scenario that cannot run on its accelerators.
    public init?(_ scenario: Scenario) {
        guard let share = try? scenario.onAccelerator(0), let rewritten = try? share.rewritten() else { return nil }
        self.scenario = scenario
        stages = share.pipeline.stages
        flow = PipelineFlow(share.pipeline, on: scenario.platform)
        running = PipelineFlow(rewritten.pipeline, on: scenario.platform)
        elementsPerEpoch = Self.elementsPerEpoch(share.pipeline, flow)
    }

    /// Shares of a time below which it is not worth a word.
    static let immaterialShare = 0.01

    /// Seconds that the training loop spends on a step, data being ready.
    var stepSeconds: Double {
        let training = scenario.pipeline.training
        return training.step.mean + training.hostOverhead.mean
    }

    /// Bytes of host memory for the pipeline of one accelerator, or nil when memory is not modelled.
    var memoryBytes: Double? {
        scenario.platform.memory.capacityBytes.map { Double($0) / Double(scenario.platform.gpu.count) }
    }

    /// The stages of one kind, with their positions.
    func all<O: Operator>(_ type: O.Type) -> [(index: Int, name: String, operator: O)] {
        stages.enumerated().compactMap { index, stage in
            (stage.operator as? O).map { (index, stage.name, $0) }
        }
    }

    /// Bytes that a stage behind this one would hold, if it kept so many of the elements of an epoch.
    func bytes(after index: Int, ofAtMost limit: Double = .infinity) -> Double {
        min(limit, elementsPerEpoch[index]) * flow.bytes[index]
    }

    /// Whether what leaves a stage is delivered more than once in a run: in several epochs, or by a `repeat`.
    func isDeliveredAgain(after index: Int) -> Bool {
        scenario.pipeline.training.epochs > 1
            || stages[(index + 1)...].contains { ($0.operator as? Repeat).map { $0.count != 1 } ?? false }
    }

    /// Of filters what they keep on average; where epochs are cut short, what their steps need.
    private static func elementsPerEpoch(_ pipeline: Pipeline, _ flow: PipelineFlow) -> [Double] {
        var count = Double(pipeline.files?.count ?? pipeline.storedFiles.count * pipeline.storedFiles.samplesPerFile)
        let steps = pipeline.training.stepsPerEpoch.map(Double.init) ?? .infinity
        return pipeline.stages.indices.map { index in
            switch pipeline.stages[index].operator {
            case let filter as Filter: count *= filter.keep
            case let batch as Batch: count = (count / Double(batch.size)).rounded(.up)
            case let loader as DataLoader: count = (count / Double(loader.batchSize)).rounded(.up)
            case is Interleave: count *= Double(pipeline.storedFiles.samplesPerFile)
            case let `repeat` as Repeat: count *= `repeat`.count.map(Double.init) ?? .infinity
            case let take as Take: count = min(count, Double(take.count))
            case let skip as Skip: count = max(0, count - Double(skip.count))
            case let shard as Shard: count /= Double(shard.share?.count ?? 1)
            default: break
            }
            return min(count, (steps * flow.elements[index]).rounded(.up))
        }
    }
}
