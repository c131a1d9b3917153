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
    /// Seconds of work of each stage for one step, reading included.
    package let seconds: [Double]
    /// Seconds that each stage reads for one step, alone on the disk.
    package let secondsAtStorage: [Double]
    /// Seconds to read one sample, alone on the disk.
    package let readSeconds: Double

    package init(_ pipeline: Pipeline, on platform: Platform) {
        stages = pipeline.stages
        readSeconds = Self.readSeconds(pipeline.storedFiles, of: pipeline, on: platform.disk)
        elements = pipeline.elementsPerStep
        bytes = pipeline.meanFlows.map(\.bytes)
        var (seconds, atStorage) = ([Double](), [Double]())
        for index in stages.indices {
            let intake = index == 0 ? 0 : elements[index - 1]
            let caller = stages[index].operator
            var work = Self.callSeconds(caller, bytesIn: index == 0 ? 0 : bytes[index - 1])
            let calls = caller.isCalledForInput ? intake : elements[index]
            let reads = Self.reads(index, in: pipeline)
            if reads { work += readSeconds }
            atStorage.append(reads ? calls * readSeconds : 0)
            seconds.append(calls * work + elements[index] * (caller.deliverySeconds?.mean ?? 0))
        }
        self.seconds = seconds
        secondsAtStorage = atStorage
    }

    /// Whether a stage reads the disk.
    private static func reads(_ index: Int, in pipeline: Pipeline) -> Bool {
        index == 0 ? pipeline.files == nil : pipeline.stages[index].operator.takes != .sample
    }

    private static func readSeconds(_ files: StoredFiles, of pipeline: Pipeline, on disk: Disk) -> Double {
        let areOpened = pipeline.stages.dropFirst().contains { $0.operator.takes == .file }
        let samples = areOpened ? files.samplesPerFile : files.samplesPerOpening
        let transfer = disk.bytesPerSecond?.first.map { files.size.mean / $0 } ?? 0
        return disk.latency.mean / Double(samples) + transfer
    }

    private static func callSeconds(_ operator: any Operator, bytesIn: Double) -> Double {
        guard let service = `operator`.serviceTime else { return 0 }
        return service.secondsPerElement.mean + (service.secondsPerByte?.mean ?? 0) * bytesIn
    }
}
