import Pipelines

extension Take: PyTorchForm {
    /// The first numbers of the order, or the first batches.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        let count = PythonNumber.count(count)
        if code.place == .batches {
            code.follow(stage, "batches = itertools.islice(batches, \(count))")
        } else {
            code.reorder(stage, ["order = order[:\(count)]"])
        }
    }
}
