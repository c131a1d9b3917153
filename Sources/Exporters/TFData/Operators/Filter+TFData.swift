import Pipelines

extension Filter: TFDataForm {
    /// `filter`, by a predicate in Python that keeps the scenario's share.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        let name = code.parts.name(for: stage.name)
        var predicate = PythonFunction(
            name: name, parameters: "\(stage.unit): np.ndarray", result: "bool",
            summary: "Stage `\(stage.name)`: whether it is kept. Put your own here.",
            duration: PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: stage.upstream.bytes),
            statements: ["return random.random() < \(PythonNumber.real(keep))"])
        predicate.addUse(use, outputBytes: nil)
        code.parts.add(function: predicate.lines)
        code.begin(stage)
        code.call("filter", ["in_python(\(name), tf.bool, stateful=True)"])
    }
}
