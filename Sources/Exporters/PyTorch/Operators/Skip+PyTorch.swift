import Pipelines

extension Skip: PyTorchForm {
    /// All but the first numbers of the order, or all but the first batches.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        if isNoOp, code.place != .order { return code.remark(stage, "0: nothing is left out") }
        let first = PythonNumber.count(count)
        if let taken = PythonDuration(cost).description {
            code.parts.assume("Stage `\(stage.name)` takes \(taken) for each element that it drops.")
        }
        switch (code.place, acts) {
        case (.order, .eachEpoch): code.reorder(stage, ["order = order[\(first):]"])
        case (.order, .once) where code.isIndexed:
            code.reorder(
                stage, ["if self.epochs == 1:", "    order = order[\(first):]"], countingEpochs: true)
        case (.batches, .eachEpoch):
            code.follow(stage, "batches = itertools.islice(batches, \(first), None)")
        case (.batches, .once):
            code.follow(
                stage, inFirstEpochOnly: true, "batches = itertools.islice(batches, \(first), None)")
        case (.order, .once):
            throw .cannotSay(
                stage: stage.name,
                reason:
                    "workers that go through the data set themselves do not know which epoch it is: put `skip` with "
                    + "`acts: once` behind the `dataLoader`, or set `acts: eachEpoch` and `train.epochs: 1`")
        case (.samples, _): throw .unreadOnly("skip", stage)
        }
    }
}
