import Pipelines

extension Shuffle: TFDataForm {
    /// `shuffle`, in a new order each epoch.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage)
        code.call("shuffle", [TFDataCode.buffer(buffer), "seed=\(code.seed)", "reshuffle_each_iteration=True"])
    }
}
