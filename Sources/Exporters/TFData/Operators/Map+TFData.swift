import Pipelines

extension Map: TFDataForm {
    /// `map`, by a function in Python.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        let name = code.addFunction(of: stage, service, use: use, lock: lock, outputBytes: outputBytes)
        let function =
            function == .stateful ? "in_python(\(name), stateful=True)" : "in_python(\(name))"
        if let requests {
            code.begin(
                stage,
                "\(requests) calls of one thread wait at a time; in tf.data each has a thread of its own")
            code.call(
                "map",
                [function] + TFDataCode.arguments(.fixed(requests), order) + ["use_unbounded_threadpool=True"])
            return
        }
        code.begin(stage)
        let threads = pool == .own ? ["use_unbounded_threadpool=True"] : []
        code.call("map", [function] + TFDataCode.arguments(parallelism, order) + threads)
    }
}
