import Pipelines

extension PrefetchToDevice: PyTorchForm {
    /// A thread that copies batches to the accelerator ahead of the loop.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard let buffer else {
            throw .hasNot(
                "prefetch that tunes itself", stage,
                use: "set `\(stage.address).buffer` to a number of batches")
        }
        code.parts.add(constant: [
            "DEVICE = torch.device(\"cuda\" if torch.cuda.is_available() else \"cpu\")"
        ])
        code.need(.prefetched)
        code.need(.toDevice)
        code.follow(
            stage, "batches = prefetched(map(to_device, batches), \(PythonNumber.count(Int64(buffer))))")
        code.parts.assume(
            "Copies to the accelerator take the time that its bandwidth gives; numbers take none.")
    }
}
