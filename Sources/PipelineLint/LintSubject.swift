package import Pipelines
import Variates

/// A scenario as rules look at it: what is written, what runs, and how much goes through each stage.
package struct LintSubject: Sendable {
    /// The scenario as written.
    package let scenario: Scenario
    /// The written stages of the first accelerator, with its share of the data.
    let stages: [Pipeline.NamedStage]
    /// What goes through them.
    let flow: PipelineFlow
    /// What goes through the stages that run, which rewrites may have changed.
    let running: PipelineFlow
    /// Elements that leave each written stage in an epoch, on average; infinite behind `repeat: forever`.
    ///
    /// Where steps or a `take` cut an epoch short, what these need and what stages behind it drop.
    let elementsPerEpoch: [Double]
    /// The same for epochs that nothing cuts short.
    let elementsOfData: [Double]

    /// Nil for a scenario that cannot run on its accelerators.
    package init?(_ scenario: Scenario) {
        guard let share = try? scenario.onAccelerator(0), let rewritten = try? share.rewritten() else { return nil }
        self.scenario = scenario
        stages = share.pipeline.stages
        flow = PipelineFlow(share.pipeline, on: scenario.platform)
        running = PipelineFlow(rewritten.pipeline, on: scenario.platform)
        elementsOfData = share.pipeline.meanFlows.map(\.elements)
        elementsPerEpoch = elementsOfData.enumerated().map { index, all in
            min(all, share.pipeline.leastPulled(from: index).rounded(.up))
        }
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

    /// Bytes that a stage behind this one would hold, if it kept all elements of an epoch.
    func bytes(after index: Int) -> Double { elementsPerEpoch[index] * flow.bytes[index] }

    /// Bytes that it would hold, if it read ahead by up to `limit` elements, whatever ends an epoch.
    func bytes(after index: Int, ofAtMost limit: Double) -> Double {
        min(limit, elementsOfData[index]) * flow.bytes[index]
    }

    /// Whether bytes are worth a word: 5 % of the memory; 1 GiB where it is not known how much there is.
    func isConsiderable(_ bytes: Double, of memory: Double?) -> Bool { bytes >= memory.map { $0 * 0.05 } ?? 0x1p30 }

    /// Elements that leave a stage in an epoch that ends before the data do; nil where nothing ends it.
    func elementsOfCutEpoch(after index: Int) -> Double? {
        elementsPerEpoch[index] < elementsOfData[index] ? elementsPerEpoch[index] : nil
    }

    /// Whether a cache at a position is never read: there is one pass, or each epoch ends before the cache is complete.
    ///
    /// What runs ahead of the last step may still complete it.
    func isNeverRead(cacheAt index: Int) -> Bool {
        if !isDeliveredAgain(after: index) { return true }
        let isRepeated = stages[(index + 1)...].contains(where: \.operator.repeatsData)
        guard !isRepeated, elementsOfCutEpoch(after: index) != nil else { return false }
        let pulled = scenario.pipeline.mostPulled(from: index, poolThreads: scenario.platform.cpu.workers)
        return pulled < elementsOfData[index]
    }

    /// Whether what leaves a stage is delivered more than once in a run: in several epochs, or by a `repeat`.
    func isDeliveredAgain(after index: Int) -> Bool {
        scenario.pipeline.training.epochs > 1
            || stages[(index + 1)...].contains(where: \.operator.repeatsData)
    }
}
