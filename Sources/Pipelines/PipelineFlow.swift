import Variates

/// What goes through each stage of a pipeline for one step of the training loop, on average and one piece after the
/// other.
///
/// Filters count with the share that they keep, shards with what they drop. A remainder that is dropped does not count.
package struct PipelineFlow: Sendable {
    /// From the source to the last.
    package let stages: [Pipeline.NamedStage]
    /// Elements that leave each stage for one step.
    package let elements: [Double]
    /// Bytes of an element that leaves each stage; 0 for names of files and indices.
    package let bytes: [Double]
    /// Calls of each stage's function for one step; elements that leave a stage without one.
    package let calls: [Double]
    /// Seconds of work of each stage for one step, reading included.
    package let seconds: [Double]
    /// Seconds that each stage reads for one step, alone on the disk.
    package let secondsAtStorage: [Double]
    /// Samples that each stage reads for one step.
    package let reads: [Double]
    /// Seconds to read one sample, alone on the disk.
    package let readSeconds: Double

    /// - Parameter isLeast: whether times that change along the run count with what they are at their best.
    package init(_ pipeline: Pipeline, on platform: Platform, isLeast: Bool = false) {
        stages = pipeline.stages
        let disk = platform.disk
        readSeconds =
            (isLeast ? disk.leastRequestSeconds : disk.meanRequestSeconds) * pipeline.requestsPerSample
            + disk.transferSeconds(ofBytes: pipeline.storedFiles.size.mean)
        elements = pipeline.elementsPerStep
        bytes = pipeline.meanFlows.map(\.bytes)
        var (calls, seconds, atStorage, samples) = ([Double](), [Double](), [Double](), [Double]())
        for index in stages.indices {
            let intake = index == 0 ? 0 : elements[index - 1]
            let caller = stages[index].operator
            var work = Self.callSeconds(caller, bytesIn: Self.bytesOfCall(index, in: pipeline, bytes), isLeast)
            let samplesTaken = caller.takes == .file ? pipeline.storedFiles.lengths.mean : 1
            calls.append(caller.isCalledForInput ? intake * samplesTaken : elements[index])
            let reads = Self.reads(index, in: pipeline)
            if reads { work += readSeconds }
            samples.append(reads ? calls[index] : 0)
            atStorage.append(reads ? calls[index] * readSeconds : 0)
            let delivery = isLeast ? caller.deliverySeconds?.leastMean : caller.deliverySeconds?.mean
            seconds.append(calls[index] * work + elements[index] * (delivery ?? 0))
        }
        self.calls = calls
        self.seconds = seconds
        secondsAtStorage = atStorage
        reads = samples
    }

    /// Samples that all stages read for one step.
    package var samplesReadPerStep: Double { reads.reduce(0, +) }

    /// Whether a stage reads the disk.
    private static func reads(_ index: Int, in pipeline: Pipeline) -> Bool {
        index == 0 ? pipeline.files == nil : pipeline.stages[index].operator.takes != .sample
    }

    /// Bytes that a call of a stage's function works on: of the sample that was read for it, or of the element that
    /// came in, or of all that are joined.
    private static func bytesOfCall(_ index: Int, in pipeline: Pipeline, _ bytes: [Double]) -> Double {
        if reads(index, in: pipeline) { return pipeline.storedFiles.size.mean }
        guard index > 0 else { return 0 }
        let caller = pipeline.stages[index].operator
        return bytes[index - 1] * (caller.isCalledForInput ? 1 : caller.intake(from: pipeline.storedFiles))
    }

    private static func callSeconds(_ operator: any Operator, bytesIn: Double, _ isLeast: Bool) -> Double {
        guard let service = `operator`.serviceTime else { return 0 }
        if isLeast {
            return service.secondsPerElement.leastMean + (service.secondsPerByte?.leastMean ?? 0) * bytesIn
        }
        return service.secondsPerElement.mean + (service.secondsPerByte?.mean ?? 0) * bytesIn
    }
}
