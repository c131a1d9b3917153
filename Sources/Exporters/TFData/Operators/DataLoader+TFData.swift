import Pipelines

extension DataLoader: TFDataForm {
    /// Nothing: tf.data has threads.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        throw .cannotSay(
            stage: stage.name,
            reason:
                "tf.data has no worker processes: use `overlap export pytorch`, or a `map` with `parallelism` and a "
                + "`batch` in place of the `dataLoader`")
    }
}
