import Pipelines
import Variates

/// What goes through each stage of a pipeline for one step of the training loop, on average and one piece after the other.
///
/// Filters count with the share that they keep, shards with what they drop. A remainder that is dropped does not count.
struct PipelineFlow: Sendable {
    /// From the source to the last.
    let stages: [Pipeline.NamedStage]
    /// Elements that leave each stage for one step.
    let elements: [Double]
    /// Bytes of an element that leaves each stage; 0 for names of files and indices.
    let bytes: [Double]
    /// Seconds of work of each stage for one step, reading included.
    let seconds: [Double]
    /// Seconds to read one sample, alone on the disk.
    let readSeconds: Double

    init(_ pipeline: Pipeline, on platform: Platform) {
        stages = pipeline.stages
        readSeconds = Self.readSeconds(pipeline.storedFiles, of: pipeline, on: platform.disk)
        elements = pipeline.elementsPerStep
        bytes = Self.bytes(pipeline)
        var seconds: [Double] = []
        for index in stages.indices {
            let intake = index == 0 ? 0 : elements[index - 1]
            let calls =
                stages[index].operator is Filter || stages[index].operator is MapAndBatch ? intake : elements[index]
            let loaded = (stages[index].operator as? DataLoader).map { Double($0.batchSize) } ?? 1
            var work = Self.callSeconds(stages[index].operator, bytesIn: index == 0 ? 0 : bytes[index - 1])
            if Self.reads(index, in: pipeline) { work += readSeconds }
            let collate = (stages[index].operator as? DataLoader)?.collate.mean ?? 0
            seconds.append(calls * (work * loaded + collate))
        }
        self.seconds = seconds
    }

    /// Whether a stage reads the disk.
    private static func reads(_ index: Int, in pipeline: Pipeline) -> Bool {
        let `operator` = pipeline.stages[index].operator
        return `operator` is Interleave || `operator` is DataLoader || (index == 0 && pipeline.files == nil)
    }

    private static func readSeconds(_ files: StoredFiles, of pipeline: Pipeline, on disk: Disk) -> Double {
        let isInterleaved = pipeline.stages.contains { $0.operator is Interleave }
        let samples = isInterleaved ? files.samplesPerFile : files.samplesPerOpening
        let transfer = disk.bytesPerSecond?.first.map { files.size.mean / $0 } ?? 0
        return disk.latency.mean / Double(samples) + transfer
    }

    private static func bytes(_ pipeline: Pipeline) -> [Double] {
        let size = pipeline.storedFiles.size.mean
        var samples = 1.0
        var bytes = pipeline.files == nil ? size : 0
        return pipeline.stages.map { stage in
            switch stage.operator {
            case let map as Map: bytes = map.outputBytes.map { Double($0) * samples } ?? bytes
            case let interleave as Interleave: bytes = interleave.outputBytes.map(Double.init) ?? size
            case let batch as Batch:
                samples *= Double(batch.size)
                bytes *= Double(batch.size)
            case let fused as MapAndBatch:
                bytes = fused.map.outputBytes.map { Double($0) * samples } ?? bytes
                samples *= Double(fused.batch.size)
                bytes *= Double(fused.batch.size)
            case let loader as DataLoader:
                samples = Double(loader.batchSize)
                bytes = (loader.outputBytes.map(Double.init) ?? size) * samples
            default: break
            }
            return bytes
        }
    }

    private static func callSeconds(_ operator: any Operator, bytesIn: Double) -> Double {
        guard let service = `operator`.serviceTime else { return 0 }
        return service.secondsPerElement.mean + (service.secondsPerByte?.mean ?? 0) * bytesIn
    }
}
