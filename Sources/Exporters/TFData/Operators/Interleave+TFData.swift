import Pipelines
import Variates

extension Interleave: TFDataForm {
    /// `interleave` over the files, whose samples go through the function as they are read.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage)
        var opening = "open_file"
        if service.secondsPerElement.mean > 0 || outputBytes != nil {
            let sample = stage.ofSamples(code.stored)
            let function = code.addFunction(
                of: sample, service, use: use, lock: lock, outputBytes: outputBytes)
            opening = "lambda file: open_file(file).map(in_python(\(function)))"
        }
        code.call(
            "interleave",
            [opening, "cycle_length=\(cycle)", "block_length=\(block)"]
                + TFDataCode.arguments(parallelism, order))
        code.parts.assume(
            "Samples of a file are read by the threads of the interleave. A generator in Python takes a thread of the pool "
                + "for it; files of TensorFlow's own formats do not.")
    }
}
