import Pipelines

extension Interleave: PyTorchForm {
    /// Nothing: workers read files to their ends.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        throw .hasNot(
            "`interleave` of files", stage,
            use:
                "use a `dataLoader` with `dataset: files`, whose workers read files of their own, or `overlap export tfdata`"
        )
    }
}
