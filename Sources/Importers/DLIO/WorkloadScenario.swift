/// The translation of a workload into the text of a scenario file.
public struct WorkloadScenario: Sendable {
    let workload: DLIOWorkload
    let setting: WorkloadSetting
    let length: WorkloadLength
    let file: String

    /// Prepares the text.
    ///
    /// - Parameter file: where the workload is from, for its first lines.
    /// - Throws: when the data do not fill a batch for each accelerator.
    public init(_ workload: DLIOWorkload, setting: WorkloadSetting, file: String) throws(WorkloadError) {
        self.workload = workload
        self.setting = setting
        self.file = file
        guard workload.data.samples <= 1_000_000_000_000 else {
            throw WorkloadError(description: "\(file): there are more than 10¹² samples")
        }
        length = WorkloadLength(workload, setting)
        guard length.steps > 0 else {
            throw WorkloadError(
                description: "\(file): \(workload.data.samples) samples are fewer than a batch of "
                    + "\(workload.reader.batchSize) for each of \(setting.accelerators) accelerators")
        }
    }

    /// YAML, with comments that tell origin, assumptions, and every field that is left out.
    public var text: String {
        let lines = WorkloadHeader(self).lines + head + platform + WorkloadPipeline(self).lines + training
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let target = workload.targetUtilisation.map { "an AU of \(ScenarioText.rounded($0 * 100)) %" } ?? "busy"
        let who = setting.accelerators == 1 ? "one accelerator" : "\(setting.accelerators) accelerators"
        let verb =
            workload.targetUtilisation == nil
            ? "Does the storage keep \(who) \(target)?"
            : "Does the storage give \(who) \(target)?"
        return [
            "overlap: 1", "name: \(ScenarioText.quoted(workload.name))", "question: \(ScenarioText.quoted(verb))", "",
        ]
    }

    private var platform: [String] {
        var lines = [
            "platform:",
            "  # The workload says nothing of the machine. These are to be replaced, here or by an overlay of a measured disk:",
            "  #   overlap import fio …; overlap simulate … --overlay disk.yaml",
            "  disk:",
            "    latency: \(ScenarioText.time(setting.diskLatencySeconds))",
            "    bandwidth: \(ScenarioText.bandwidth(setting.diskBytesPerSecond))",
            "    queueDepth: 1024",
            "  # As many as threads: nothing is computed, so that none waits for a core.",
            "  cpu: {cores: \(min(65536, max(8, setting.accelerators * (1 + workload.reader.threads))))}",
        ]
        if setting.accelerators > 1 {
            lines += [
                "  # Each has its own process; all meet after every step, as DLIO's do.",
                "  gpu: {count: \(setting.accelerators), barrier: step}",
            ]
        }
        return lines + [""]
    }

    private var training: [String] {
        var lines = ["train:", "  step: \(workload.training.computation.text)"]
        if length.simulatedEpochs > 1 { lines.append("  epochs: \(length.simulatedEpochs)") }
        let isCut = length.simulatedSteps < length.fullSteps
        if isCut || setting.accelerators > 1 { lines.append("  steps: \(length.simulatedSteps)") }
        return lines + checkpoint + evaluation + ["", "run: {seed: 1}"]
    }

    private var checkpoint: [String] {
        guard let checkpoint = workload.checkpoint, checkpoint.bytes > 0 else { return [] }
        var lines = ["  checkpointBytes: \(Int(min(checkpoint.bytes, 1e15))) B"]
        if let steps = checkpoint.steps {
            lines.append("  checkpointSteps: \(steps)")
        } else {
            lines.append("  checkpointEpochs: \(min(1_000_000, checkpoint.epochs))")
            if checkpoint.firstEpoch > 1 {
                lines.append("  checkpointFirstEpoch: \(min(1_000_000, checkpoint.firstEpoch))")
            }
        }
        if checkpoint.isOfAllRanks, setting.accelerators > 1 { lines.append("  checkpointWriters: all") }
        return lines
    }

    private var evaluation: [String] {
        guard let evaluation = workload.evaluation else { return [] }
        let samples = Int(min(1e12, Double(evaluation.files) * Double(workload.data.samplesPerFile)))
        let steps = samples / evaluation.batchSize / setting.accelerators
        guard steps > 0, evaluation.computation != .constant(0) else { return [] }
        var lines = [
            "  # \(steps) steps; that their data are there is taken for granted.",
            "  evaluation: \(evaluation.computation.sum(of: steps).text)",
        ]
        if evaluation.epochs > 1 { lines.append("  evaluationEpochs: \(min(1_000_000, evaluation.epochs))") }
        if evaluation.firstEpoch > 1 {
            lines.append("  evaluationFirstEpoch: \(min(1_000_000, evaluation.firstEpoch))")
        }
        return lines
    }
}

/// Why a workload does not become a scenario, as a sentence for the user.
public struct WorkloadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}
