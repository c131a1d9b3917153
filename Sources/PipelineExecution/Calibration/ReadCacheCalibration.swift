import Pipelines
import Variates

/// What it takes to read samples that the read cache keeps, as the executor keeps them.
package struct ReadCacheCalibration: Sendable {
    /// Seconds of such reads, transfers included.
    package let readSeconds: [Double]
    /// Seconds of writing them there, transfers included; empty where they are kept in memory.
    package let writeSeconds: [Double]

    /// A second pass over samples that were all kept in the first; nil where nothing is kept, or samples have no bytes.
    init?(
        _ scenario: Scenario, _ settings: ExecutionSettings, _ run: StageRun
    ) throws(ExecutionError) {
        guard scenario.platform.readCache.isUsed, let samples = settings.samples,
            let first = scenario.pipeline.stages.first, var source = first.operator as? Source
        else { return nil }
        source.access = .sequential
        source.rowGroup = nil
        let each = try DiskCalibration.secondsPerSample(samples, settings)
        let reads = DiskCalibration.affordable(samples, secondsEach: each)
        var training = try run.training(stepSeconds: 0, steps: reads)
        training.epochs = 2
        let work = try run.keptSamples(
            in: [Pipeline.NamedStage(name: first.name, operator: source)], training: training)
        func seconds(_ place: Work.Place) -> [Double] {
            work.filter { $0.work.place == place }.map { 1e-9 * Double($0.completedAt - $0.servedAt) }
        }
        (readSeconds, writeSeconds) = (seconds(.cacheRead), seconds(.cacheWrite))
    }

    func apply(to cache: inout ReadCache) {
        if let times = Self.undisturbed(readSeconds) { cache.latency = times }
        cache.writeLatency = Self.undisturbed(writeSeconds)
        cache.bytesPerSecond = nil
    }

    /// Their distribution, as of the disk; nil where there are none.
    private static func undisturbed(_ seconds: [Double]) -> Distribution? {
        RecordedTable.resampling(seconds.undisturbed).map { .recorded($0) }
    }
}
