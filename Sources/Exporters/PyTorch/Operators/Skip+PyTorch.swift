import Pipelines

extension Skip: PyTorchForm {
    /// All but the first numbers of the order, or all but the first batches.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        if isNoOp, code.place != .order { return code.remark(stage, "0: nothing is left out") }
        let first = PythonNumber.count(count)
        if let taken = PythonDuration(cost).description {
            code.assume("Stage `\(stage.name)` takes \(taken) for each element that it drops.")
        }
        switch (code.place, acts) {
        case (.order, .eachEpoch): code.reorder(stage, ["order = order[\(first):]"])
        case (.order, .once) where !stage.namesFiles:
            code.reorder(stage, ["if self.epochs == 1:", "    order = order[\(first):]"], countingEpochs: true)
        case (.batches, .eachEpoch): code.follow(stage, ["    batches = itertools.islice(batches, \(first), None)"])
        case (.order, .once), (.batches, .once):
            throw .cannotSay(
                stage: stage.name,
                reason: "only the loop's process knows which epoch it is: put `skip` with `acts: once` in front of a "
                    + "`dataLoader` with `dataset: indexed`, or set `acts: eachEpoch` and `train.epochs: 1`")
        case (.samples, _): throw .unreadOnly("skip", stage)
        }
    }
}
