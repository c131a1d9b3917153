import Pipelines

extension RunObservation {
    /// What lets a stage do more work at a time, in words; nil where nothing does.
    ///
    /// - Parameter path: what a parameter is called.
    func moreCalls(of index: Int, path: (String) -> String = { $0 }) -> String? {
        let stage = pipeline.stages[index].operator
        guard let parameter = stage.parallelismParameter else { return nil }
        let more = stage.usesWorkerProcesses ? "more workers" : "more calls"
        switch parallelismLimit(of: index) {
        case .files: return "\(more) together with more files"
        case _ where stage.usesWorkerProcesses: return more
        case .parameter(let limit): return "\(more) at a time (`\(path(limit))` and `\(path(parameter))`)"
        case nil: return "\(more) at a time (`\(path(parameter))`)"
        }
    }

    /// What more work at a time of a stage needs beside its own parameter.
    private func parallelismLimit(of index: Int) -> ParallelismLimit? {
        flow(into: index).flatMap { pipeline.stages[index].operator.parallelismLimit(after: $0) }
    }
}
