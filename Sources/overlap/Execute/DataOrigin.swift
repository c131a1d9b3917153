import ScenarioFiles

/// Where the scenarios come from whose samples are read, for the command that writes these.
struct DataOrigin {
    /// The path of the scenario file; nil for the built-in example.
    let file: String?
    /// What is changed in it.
    let changes: ChangeOptions
    /// Changes beside those, as of a grid's point.
    var further: [Override] = []

    /// The scenario's path, or what stands for it.
    var name: String { file ?? "built-in example" }

    /// How the data of a variant can be had.
    ///
    /// - Parameters:
    ///   - variant: its name.
    ///   - directory: where they are to be; nil for the default.
    func hint(variant: String, directory: String?) -> String {
        guard let file else {
            return "`overlap datagen` takes a scenario file, which `overlap new -o pipeline.yaml` writes"
        }
        let words =
            ["overlap", "datagen", file, "--variant", variant] + changes.arguments
            + further.flatMap { ["--set", "\($0.path)=\($0.value)"] } + (directory.map { ["--data", $0] } ?? [])
        return "`\(words.map(shellWord).joined(separator: " "))` writes the data of this variant"
    }
}
