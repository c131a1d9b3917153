import Pipelines
import Variates

extension DataLoader: PyTorchForm {
    /// The loader's arguments, the function that makes a sample in a worker, and the one that joins a batch.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        code.make(by: sampleFunction(stage, &code))
        code.loader = LoaderCode(
            dataset: dataset, split: split, workers: workers, prefetchFactor: prefetchFactor,
            batchSize: batchSize,
            dropsRemainder: remainder == .drop, keepsOrder: order == .ordered, persists: lifetime == .run,
            pins: hostMemory == .pinned, requests: requests,
            spawns: pickledBytes > 0 || code.platform.processes.bootComputeSeconds > 0,
            pickledBytes: pickledBytes,
            collate: collateFunction(stage, &code))
        if requests > 1 {
            code.parts.add(constant: ["REQUESTS = \(requests)"])
            code.need(.threads)
        }
        if hostMemory == .pinned {
            code.parts.assume(
                "Batches go through pinned memory. PyTorch does not pin them where there is no accelerator."
            )
        }
        code.beginBatches()
    }

    private func sampleFunction(_ stage: ExportedStage, _ code: inout PyTorchCode) -> String {
        let name = code.parts.name(for: stage.name, suffix: "_sample")
        var function = PythonFunction(
            name: name, parameters: "sample: int", result: "int",
            summary: "Stage `\(stage.name)`: makes a sample of what was read. Put your own here.",
            duration: PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: code.stored.size.mean),
            statements: ["return sample"])
        function.addUse(use, outputBytes: outputBytes.map(Double.init))
        function.lock = code.parts.lock(lock)
        code.parts.add(function: function.lines)
        return name
    }

    private func collateFunction(_ stage: ExportedStage, _ code: inout PyTorchCode) -> String? {
        guard collate.mean > 0 else { return nil }
        let name = code.parts.name(for: stage.name, suffix: "_collate")
        code.parts.add(function: PythonFunction.collating(name, stage, PythonDuration(collate)))
        return name
    }
}
