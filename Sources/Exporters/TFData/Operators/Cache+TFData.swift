import Pipelines

extension Cache: TFDataForm {
    /// `cache`, in memory or in a new file; a remark where it is off.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        switch store {
        case .off: code.begin(stage, "off")
        case .memory:
            code.begin(stage)
            code.call("cache")
        case .file:
            code.begin(stage, "a new file for each run; one that is kept would be full from the start")
            code.call("cache", ["os.path.join(tempfile.mkdtemp(), \"cache\")"])
        }
    }
}
