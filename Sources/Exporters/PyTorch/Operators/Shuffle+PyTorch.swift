import Pipelines

extension Shuffle: PyTorchForm {
    /// Files picked from a buffer; of samples PyTorch shuffles the numbers of all.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard code.place == .order else {
            throw .hasNot(
                "`shuffle` by a buffer", stage,
                use: "set `source.access: random`, which is `shuffle=True`, or use `overlap export tfdata`")
        }
        code.need(.shuffled)
        code.reorder(stage, ["order = shuffled(order, \(PythonNumber.count(Int64(buffer))), drawn)"])
    }
}
