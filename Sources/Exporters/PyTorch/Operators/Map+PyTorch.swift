import Pipelines

extension Map: PyTorchForm {
    /// A function of each sample that the loop calls, or of each batch behind the loader.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard !isAsynchronous else {
            let calls = requests ?? parallelism.count
            let remedy =
                requests == nil ? "workers: \(calls.map(String.init) ?? "…")" : "requests: \(calls ?? 1)"
            throw .cannotSay(
                stage: stage.name,
                reason:
                    "PyTorch has no `map` of several calls at a time: worker processes make whole batches. Use a "
                    + "`dataLoader` with `\(remedy)` in place of `map` and `batch`, or `overlap export tfdata`"
            )
        }
        let isBatch = code.place == .batches
        let type = isBatch ? "torch.Tensor" : "int"
        let name = code.parts.name(for: stage.name)
        var function = PythonFunction(
            name: name, parameters: "\(stage.unit): \(type)", result: type,
            summary: "Stage `\(stage.name)`. Put your own here.",
            duration: PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: stage.upstream.bytes),
            statements: ["return \(stage.unit)"])
        function.addUse(use, outputBytes: outputBytes.map { Double($0) * stage.upstream.samples })
        function.lock = code.parts.lock(lock)
        code.parts.add(function: function.lines)
        if isBatch {
            code.follow(stage, "batches = map(\(name), batches)")
        } else {
            code.make(by: name)
        }
    }
}
