import Pipelines

extension Filter: PyTorchForm {
    /// A predicate of batches behind the loader; samples cannot be left out of batches that are counted by numbers.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        guard code.place == .batches else {
            throw .hasNot(
                "`filter` of samples in front of a batch", stage,
                use: "leave samples out of the data set beforehand, or use `overlap export tfdata`")
        }
        let name = code.parts.name(for: stage.name)
        var predicate = PythonFunction(
            name: name, parameters: "batch: torch.Tensor", result: "bool",
            summary: "Stage `\(stage.name)`: whether a batch is kept. Put your own here.",
            duration: PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: stage.upstream.bytes),
            statements: ["return random.random() < \(PythonNumber.real(keep))"])
        predicate.addUse(use, outputBytes: nil)
        code.parts.add(function: predicate.lines)
        code.follow(stage, "batches = filter(\(name), batches)")
    }
}
