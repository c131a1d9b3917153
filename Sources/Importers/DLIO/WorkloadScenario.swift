import Pipelines
import ScenarioFiles

/// The translation of a workload into the text of a scenario file.
package struct WorkloadScenario: Sendable {
    let workload: DLIOWorkload
    let setting: WorkloadSetting
    let length: WorkloadLength
    let file: String

    /// Prepares the text.
    ///
    /// - Parameter file: where the workload is from, for its first lines.
    /// - Throws: when the data do not fill a batch for each accelerator, or a reader would have two costs.
    package init(_ workload: DLIOWorkload, setting: WorkloadSetting, file: String) throws(ImportError) {
        self.workload = workload
        self.setting = setting
        self.file = file
        guard workload.data.samples <= 1_000_000_000_000 else {
            throw ImportError("\(file): there are more than 10¹² samples")
        }
        guard setting.readerSeconds == 0 || workload.reader.preprocessing == .constant(0) else {
            throw ImportError(
                "\(file): `preprocess_time` is a wait for each sample, to which no --reader-cost is added")
        }
        guard setting.rowGroup == nil || workload.data.hasRowGroups else {
            throw ImportError(
                "\(file): --row-group is for files of Parquet or HDF5 with several samples, and these are "
                    + "\(workload.data.format) of \(workload.data.samplesPerFile)"
                    + (workload.data.skipsRowGroups ? ", read whole as `read_mode` says" : ""))
        }
        length = WorkloadLength(workload, setting)
        guard length.steps > 0 else {
            throw ImportError(
                "\(file): \(workload.data.samples) samples are fewer than a batch of "
                    + "\(workload.reader.batchSize) for each of \(setting.accelerators) accelerators")
        }
    }

    /// YAML, with comments that tell origin, assumptions, and every field that is left out.
    package var text: String { document.text }

    private var document: ScenarioDocument {
        var document = ScenarioDocument(name: workload.name)
        document.units = .measured
        document.isSpaced = true
        document.comments = WorkloadHeader(self).lines
        document.question = question
        document.platformComments = [
            "The workload does not describe the machine. Replace these, here or by an overlay of a measured disk:",
            "  overlap import fio …; overlap simulate … --overlay disk.yaml",
        ]
        document.platform = WorkloadPlatform(self).sections
        document.pipeline = WorkloadPipeline(self).stages
        document.training = training
        document.run.set("seed", .count(1))
        return document
    }

    private var question: String {
        let who = setting.accelerators == 1 ? "one accelerator" : "\(setting.accelerators) accelerators"
        guard let target = workload.targetUtilisation else { return "Does the storage keep \(who) busy?" }
        return "Does the storage give \(who) an AU of \(CommentText.rounded(target * 100)) %?"
    }

    private var training: SectionDocument {
        var section = SectionDocument(TrainingLoop.self)
        section.set("step", workload.training.computation.written)
        WorkloadPlatform(self).setHostOverhead(&section)
        if length.simulatedEpochs > 1 { section.set("epochs", .count(length.simulatedEpochs)) }
        let isCut = length.simulatedSteps < length.fullSteps
        if isCut || setting.accelerators > 1 { section.set("steps", .count(length.simulatedSteps)) }
        addCheckpoint(&section)
        addEvaluation(&section)
        return section
    }

    private func addCheckpoint(_ training: inout SectionDocument) {
        guard let checkpoint = workload.checkpoint, checkpoint.bytes > 0 else { return }
        training.set("checkpointBytes", .bytes(min(checkpoint.bytes, 1e15).rounded(.down)))
        if let steps = checkpoint.steps {
            training.set("checkpointSteps", .count(steps))
        } else {
            training.set("checkpointEpochs", .count(min(1_000_000, checkpoint.epochs)))
            if checkpoint.firstEpoch > 1 {
                training.set("checkpointFirstEpoch", .count(min(1_000_000, checkpoint.firstEpoch)))
            }
        }
        if checkpoint.isOfAllRanks, setting.sharesData { training.set("checkpointWriters", .word("all")) }
    }

    private func addEvaluation(_ training: inout SectionDocument) {
        guard let evaluation = workload.evaluation else { return }
        let samples = Int(min(1e12, Double(evaluation.files) * Double(workload.data.samplesPerFile)))
        let steps = samples / evaluation.batchSize / setting.accelerators
        guard steps > 0, evaluation.computation != .constant(0) else { return }
        training.comment("\(steps) steps; their data are assumed to exist.")
        training.set("evaluation", evaluation.computation.sum(of: steps).written)
        if evaluation.epochs > 1 { training.set("evaluationEpochs", .count(min(1_000_000, evaluation.epochs))) }
        if evaluation.firstEpoch > 1 {
            training.set("evaluationFirstEpoch", .count(min(1_000_000, evaluation.firstEpoch)))
        }
    }
}
