import Pipelines

extension PythonFunction {
    /// Says what the simulator has the function do with its core, and how large its result is.
    ///
    /// - Parameters:
    ///   - use: whether it computes or waits.
    ///   - outputBytes: of its result; nil for as many as came in.
    mutating func addUse(_ use: Map.Use, outputBytes: Double?) {
        if duration.description != nil {
            notes.append(
                use == .core ? "The simulator has it compute on a core." : "It waits, and takes no core.")
        }
        if let outputBytes { notes.append("Its result is \(ReadingFunction.bytes(outputBytes)).") }
    }
}
