import Pipelines

extension Take: TFDataForm {
    /// `take`.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage)
        code.call("take", [PythonNumber.count(count)])
    }
}
