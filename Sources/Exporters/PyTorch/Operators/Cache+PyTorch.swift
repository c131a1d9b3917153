import Pipelines

extension Cache: PyTorchForm {
    /// A remark where it is off; PyTorch has none.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard store == .off else {
            throw .hasNot(
                "`cache`", stage,
                use:
                    "set `\(stage.name): off` and keep samples in the data set yourself, or use `overlap export tfdata`"
            )
        }
        code.remark(stage, "off")
    }
}
