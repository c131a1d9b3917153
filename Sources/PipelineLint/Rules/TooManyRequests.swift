import Pipelines
import ScenarioFiles

extension LintRule {
    /// Small files, or row groups, from storage that limits the requests per second.
    static let tooManyRequests = LintRule(
        .tooManyRequests, .performance,
        summary: "samples are read with more requests than storage accepts",
        reason:
            "Storage limits how many requests and openings of files it accepts per second, whatever their size: with "
            + "more samples in each, fewer are needed.",
        silence:
            "Silent where steps ask for less than storage accepts, where samples are read in random order, each with a "
            + "request of its own, and where larger files or row groups gain less than 2 %."
    ) { subject in
        guard let source = subject.all(Source.self).first, subject.readsInFiles(source.operator),
            let limit = subject.exceededLimit, let pack = subject.packing(source.operator, source.name, for: limit)
        else { return [] }
        let asked = limit.asked < 1e15 ? "\(Int(limit.asked.rounded()))" : "as many as there are"
        let problem = "steps ask for \(asked) \(limit.noun) a second, and storage accepts \(limit.accepted)."
        return [Suspicion(stage: source.index, problem, [pack], leastGain: 1.02)]
    }
}

/// What steps ask of storage, where it is more than that accepts.
private struct ExceededLimit {
    /// What is counted.
    let noun: String
    /// Per second, if no step waited; infinite where steps take no time.
    let asked: Double
    /// Per second.
    let accepted: Int

    var excess: Double { asked / Double(accepted) }

    /// Four times as many as it takes, as a power of two: what remains is no limit, and the number is round.
    var samplesTogether: Int64 {
        var count: Int64 = 1
        while Double(count) < min(4 * excess, 1024) { count *= 2 }
        return count
    }
}

extension LintSubject {
    /// Whether the samples of a file are read one after the other.
    fileprivate func readsInFiles(_ source: Source) -> Bool {
        source.access == .sequential || stages.contains { $0.operator.takes == .file }
    }

    /// The limit that is exceeded most, if one is.
    fileprivate var exceededLimit: ExceededLimit? {
        let (platform, pipeline) = (scenario.platform, scenario.pipeline)
        let disk = platform.disk
        // Of what is read more than once, what a cache has at best is not asked for.
        let uses = pipeline.usesPerPass(accelerators: platform.gpu.count)
        let missed =
            isDeliveredAgain(after: 0) || uses > 1
            ? platform.readCache.leastMissRate(ofBytes: pipeline.storedFiles.bytes, usedTimes: uses) : 1
        let samples = missed * flow.samplesReadPerStep * Double(platform.gpu.count) / stepSeconds
        func limit(_ noun: String, _ perSample: Double, _ accepted: Int?) -> ExceededLimit? {
            accepted.map { ExceededLimit(noun: noun, asked: samples * perSample, accepted: $0) }
        }
        let limits = [
            limit("requests", pipeline.requestsPerSample, disk.requestsPerSecond),
            limit("openings of files", pipeline.opensPerSample, disk.opensPerSecond),
        ]
        let worst = limits.compactMap(\.self).max { $0.excess < $1.excess }
        return worst.flatMap { $0.excess > 1 ? $0 : nil }
    }

    /// Larger row groups where there are some, else larger files; nil where there is nothing to put together.
    fileprivate func packing(_ source: Source, _ name: String, for limit: ExceededLimit) -> LintFix? {
        let samplesPerFile = Int64(source.lengths.mean.rounded())
        if let group = source.rowGroup, group < samplesPerFile {
            let larger = min(samplesPerFile, group * limit.samplesTogether)
            return LintFix(
                "make row groups of \(larger) samples",
                .set(stage: name, parameter: "rowGroup", value: "\(larger)"))
        }
        let samples = samplesPerFile * limit.samplesTogether
        let files = source.lengths.samples / samples
        guard files >= max(2, Int64(scenario.platform.gpu.count)) else { return nil }
        let remove = PipelineEdit.remove(stage: name, parameter: "elements")
        return LintFix(
            "put \(samples) samples into each file, \(files) files in all",
            remove, .set(stage: name, parameter: "files", value: "\(files)"),
            .set(stage: name, parameter: "samplesPerFile", value: "\(samples)"))
    }
}
