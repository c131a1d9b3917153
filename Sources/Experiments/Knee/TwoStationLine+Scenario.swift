import Pipelines
import Variates

extension TwoStationLine {
    /// The line on both sides of a buffer whose places are varied; nil where the pipeline is no such line: with work at a
    /// time on either side, data that are kept, or several accelerators.
    ///
    /// - Parameters:
    ///   - scenario: with one of the values.
    ///   - places: that value.
    ///   - other: the scenario with another of the values.
    ///   - otherPlaces: that one.
    init?(_ scenario: Scenario, places: Int, other: Scenario, otherPlaces: Int) {
        let stages = scenario.pipeline.stages
        let others = other.pipeline.stages
        let training = scenario.pipeline.training
        let varied = zip(stages, others).enumerated().filter { _, pair in
            pair.0.operator.hasBufferThread && pair.0.operator.bufferCapacity == places
                && pair.1.operator.bufferCapacity == otherPlaces
        }
        guard places != otherPlaces, stages.count == others.count, varied.count == 1, let buffer = varied.first?.offset,
            scenario.platform.gpu.count == 1, training.runAhead == 0,
            !stages.contains(where: { $0.operator.keepsData })
        else { return nil }
        let threads = PipelineThreads(scenario.pipeline, poolThreads: scenario.platform.cpu.workers)
        let isLine = stages.indices.allSatisfy {
            threads.position(ofStage: $0) == ($0 <= buffer ? buffer : threads.trainingLoop)
        }
        guard isLine else { return nil }
        let times = MeanTimes(scenario)
        self.init(
            producer: times.ofElement(at: buffer, by: 0..<(buffer + 1)),
            consumer: times.ofStep(by: (buffer + 1)..<stages.count, at: buffer))
    }
}

/// Means and variances of what threads do for an element, their pieces of work taken to be independent.
private struct MeanTimes {
    private let scenario: Scenario
    private let flow: PipelineFlow

    init(_ scenario: Scenario) {
        self.scenario = scenario
        flow = PipelineFlow(scenario.pipeline, on: scenario.platform)
    }

    /// What stages do for an element that leaves one of them.
    func ofElement(at stage: Int, by stages: Range<Int>) -> (mean: Double, variance: Double) {
        let elements = max(1, flow.elements[stage])
        return (
            stages.reduce(0) { $0 + flow.seconds[$1] } / elements, stages.reduce(0) { $0 + variance($1) } / elements
        )
    }

    /// What the training loop's thread does for an element that it takes from a stage.
    func ofStep(by stages: Range<Int>, at stage: Int) -> (mean: Double, variance: Double) {
        let training = scenario.pipeline.training
        let own = ofElement(at: stage, by: stages)
        let elements = max(1, flow.elements[stage])
        return (
            own.mean + (training.step.mean + training.hostOverhead.mean) / elements,
            own.variance + (training.step.variance + training.hostOverhead.variance) / elements
        )
    }

    /// The variance of a stage's work for one step.
    private func variance(_ stage: Int) -> Double {
        var variance = flow.calls[stage] * (flow.stages[stage].operator.serviceTime?.secondsPerElement.variance ?? 0)
        if flow.secondsAtStorage[stage] > 0 {
            variance += flow.calls[stage] * scenario.platform.disk.latency.variance
        }
        return variance
    }
}
