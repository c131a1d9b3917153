import Pipelines

extension RunObservation {
    /// The parameters by which a stage does more work at a time, in backquotes; nil where it has none.
    ///
    /// - Parameter path: what a parameter is called.
    func callParameters(of index: Int, path: (String) -> String = { $0 }) -> String? {
        guard let parameter = pipeline.stages[index].operator.parallelismParameter else { return nil }
        guard case .parameter(let limit) = parallelismLimit(of: index) else { return "`\(path(parameter))`" }
        return "`\(path(limit))` and `\(path(parameter))`"
    }

    /// What more work at a time of a stage needs beside its own parameter.
    func parallelismLimit(of index: Int) -> ParallelismLimit? {
        flow(into: index).flatMap { pipeline.stages[index].operator.parallelismLimit(after: $0) }
    }
}
