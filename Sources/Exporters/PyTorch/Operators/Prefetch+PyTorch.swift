import Pipelines

extension Prefetch: PyTorchForm {
    /// A thread that takes batches from the loader ahead of the loop.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        if buffer == 0 { return code.remark(stage, "0: loading and training take turns") }
        guard let buffer else {
            throw .hasNot(
                "prefetch that tunes itself", stage,
                use: "set `\(stage.address).buffer` to a number of batches")
        }
        code.need(.prefetched)
        code.follow(stage, "batches = prefetched(batches, \(PythonNumber.count(Int64(buffer))))")
    }
}
