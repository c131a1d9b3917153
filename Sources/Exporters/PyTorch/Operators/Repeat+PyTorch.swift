import Pipelines

extension Repeat: PyTorchForm {
    /// The files several times; elsewhere PyTorch repeats nothing but epochs.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        if isNoOp { return code.remark(stage, "once") }
        guard let count, code.place == .order else {
            throw .hasNot(
                "`repeat` within an epoch", stage,
                use:
                    "set `train.epochs`, which also starts the workers anew unless they live as long as the run, or use "
                    + "`overlap export tfdata`")
        }
        code.reorder(stage, ["order = \(PythonNumber.count(Int64(count))) * order"])
    }
}
