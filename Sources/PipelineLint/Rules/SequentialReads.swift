import Pipelines
import ScenarioFiles
import Variates

extension LintRule {
    /// One file after the other from a disk that serves several requests at a time.
    static let sequentialReads = LintRule(
        .sequentialReads, .performance,
        summary: "files are read one after the other",
        reason:
            "The disk serves several requests at a time: files that are read side by side hide each other's latency.",
        silence:
            "Silent with a `dataLoader`, for one file, a queue depth of 1, reads that take less than 1 % of a step or "
            + "that bandwidth limits (latency below 5 % of them), and for `access: random` inside files, which an "
            + "`interleave` would read in order."
    ) { subject in
        let files = subject.scenario.pipeline.storedFiles
        guard !subject.stages.contains(where: \.operator.usesWorkerProcesses) else { return [] }
        let width = min(8, subject.scenario.platform.disk.queueDepth, Int(clamping: files.lengths.files))
        guard width > 1 else { return [] }
        if let interleave = subject.all(Interleave.self).first {
            return suspicion(subject, interleave.index, interleave.name, interleave.operator, width).map { [$0] } ?? []
        }
        guard !files.opensEachSample || files.lengths.samplesPerFile == 1,
            subject.flow.seconds[0] >= LintSubject.immaterialShare * subject.stepSeconds, subject.readsCanOverlap
        else { return [] }
        let shards = subject.stages.dropFirst().prefix { $0.operator is Shard }.count
        // A shard of samples is none of files, but where each sample is one.
        let place = files.lengths.samplesPerFile == 1 ? 1 + shards : 1
        let value = "{cycle: \(width), parallelism: \(width)}"
        return [
            Suspicion(
                stage: 0, "`\(files.source)` reads one sample after the other.",
                [
                    LintFix(
                        "add `- interleave: \(value)` after `\(subject.stages[place - 1].name)`",
                        .insert(operator: "interleave", value: value, at: place))
                ])
        ]
    }

    private static func suspicion(
        _ subject: LintSubject, _ index: Int, _ name: String, _ interleave: Interleave, _ width: Int
    ) -> Suspicion? {
        guard interleave.parallelism == .sequential,
            subject.flow.seconds[index] >= LintSubject.immaterialShare * subject.stepSeconds,
            subject.readsCanOverlap || interleave.service.secondsPerElement.mean > 0
        else { return nil }
        let cycle = max(interleave.cycle, width)
        let parallelism = PipelineEdit.set(stage: name, parameter: "parallelism", value: "\(cycle)")
        let fix =
            cycle == interleave.cycle
            ? LintFix("read \(cycle) files at a time", parallelism)
            : LintFix(
                "read \(cycle) files at a time", .set(stage: name, parameter: "cycle", value: "\(cycle)"), parallelism)
        return Suspicion(stage: index, "`\(name)` takes turns between files, and reads one at a time.", [fix])
    }
}

extension LintSubject {
    /// Whether several reads at a time take less time than one after the other.
    fileprivate var readsCanOverlap: Bool {
        let disk = scenario.platform.disk
        let samples = scenario.pipeline.storedFiles.samplesPerOpening
        if disk.latency.mean / samples >= 0.05 * flow.readSeconds, flow.readSeconds > 0 { return true }
        guard let rates = disk.bytesPerSecond, let alone = rates.first, let most = rates.max() else { return false }
        return most > 1.05 * alone && flow.readSeconds > 0
    }
}
