import Pipelines

extension PythonFunction {
    /// The lines of a function that joins the samples of a batch.
    static func collating(_ name: String, _ stage: ExportedStage, _ duration: PythonDuration)
        -> [String]
    {
        PythonFunction(
            name: name, parameters: "samples: list[int]", result: "torch.Tensor",
            summary: "Stage `\(stage.name)`: joins the samples of a batch. Put your own here.",
            duration: duration,
            statements: ["return default_collate(samples)"]
        ).lines
    }
}
