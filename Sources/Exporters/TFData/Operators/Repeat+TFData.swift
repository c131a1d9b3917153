import Pipelines

extension Repeat: TFDataForm {
    /// `repeat`.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.begin(stage)
        code.call("repeat", count.map { [PythonNumber.count(Int64($0))] } ?? [])
    }
}
