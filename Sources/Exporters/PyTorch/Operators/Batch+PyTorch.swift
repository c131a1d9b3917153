import Pipelines

extension Batch: PyTorchForm {
    /// The batches of a loader without workers.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard code.place == .samples else {
            throw .cannotSay(
                stage: stage.name,
                reason:
                    "PyTorch's loader joins samples as it makes them, and once: put `batch` in front of what keeps or "
                    + "leaves out elements, or set `dataLoader.batchSize` alone")
        }
        guard parallelism == .sequential else {
            throw .cannotSay(
                stage: stage.name,
                reason:
                    "PyTorch joins several batches at a time in worker processes only: use a `dataLoader` with "
                    + "`workers`, or `batch` without `parallelism`")
        }
        code.loader.batchSize = size
        code.loader.dropsRemainder = remainder == .drop
        let duration = PythonDuration(
            service.secondsPerElement, perByte: service.secondsPerByte,
            bytes: stage.upstream.bytes * Double(size))
        if duration.description != nil {
            let name = code.parts.name(for: stage.name)
            code.parts.add(function: PythonFunction.collating(name, stage, duration))
            code.loader.collate = name
        }
        code.beginBatches()
    }
}
