import Pipelines
import Variates

/// What it takes to read samples that the read cache keeps, as the executor keeps them.
public struct ReadCacheCalibration: Sendable {
    /// Seconds of such reads, transfers included.
    public let readSeconds: [Double]

    /// A second pass over samples that were all kept in the first; nil where nothing is kept, or samples have no bytes.
    init?(
        _ scenario: Scenario, _ settings: ExecutionSettings, _ run: StageRun
    ) throws(ExecutionError) {
        guard scenario.platform.readCache.isUsed, let samples = settings.samples,
            let first = scenario.pipeline.stages.first, var source = first.operator as? Source
        else { return nil }
        source.access = .sequential
        source.rowGroup = nil
        let reads = Int(min(Int64(DiskCalibration.reads), samples.directory.dataSet.samples))
        var training = try run.training(stepSeconds: 0, steps: reads)
        training.epochs = 2
        let work = try run.keptReads(
            in: [Pipeline.NamedStage(name: first.name, operator: source)], training: training)
        readSeconds = work.map { 1e-9 * Double($0.completedAt - $0.servedAt) }
    }

    func apply(to cache: inout ReadCache) {
        let sorted = readSeconds.sorted()
        // As of the disk: the highest hundredth is other load.
        let undisturbed = Array(sorted.prefix(max(1, sorted.count * 99 / 100)))
        if let table = RecordedTable.resampling(undisturbed) { cache.latency = .recorded(table) }
        cache.bytesPerSecond = nil
    }
}
