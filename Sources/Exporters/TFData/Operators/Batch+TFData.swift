import Pipelines

extension Batch: TFDataForm {
    /// `batch`.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage)
        let remainder = remainder == .drop ? ["drop_remainder=True"] : []
        code.call(
            "batch",
            [PythonNumber.count(Int64(size))] + remainder + TFDataCode.arguments(parallelism, order))
        let duration = PythonDuration(
            service.secondsPerElement, perByte: service.secondsPerByte,
            bytes: stage.upstream.bytes * Double(size))
        if let taken = duration.description {
            code.parts.assume(
                "Joining a batch of stage `\(stage.name)` takes \(taken); here TensorFlow joins numbers.")
        }
    }
}
