import Pipelines

extension Prefetch: TFDataForm {
    /// `prefetch`.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage, buffer == 0 ? "none: loading and training take turns" : nil)
        code.call("prefetch", [TFDataCode.buffer(buffer)])
    }
}
