import Pipelines

extension Skip: TFDataForm {
    /// `skip`, of each epoch.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        guard acts == .eachEpoch else {
            throw .cannotSay(
                stage: stage.name,
                reason:
                    "`skip` in tf.data leaves elements out of every epoch, not of the first alone (`acts: once`): "
                    + "set `acts: eachEpoch` and `train.epochs: 1` to have the epoch that is resumed")
        }
        code.begin(stage)
        code.call("skip", [PythonNumber.count(count)])
        if let taken = PythonDuration(cost).description {
            code.parts.assume("Stage `\(stage.name)` takes \(taken) for each element that it drops.")
        }
    }
}
