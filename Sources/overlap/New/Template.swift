import ScenarioFiles

/// Scenarios to start from, with magnitudes that were measured or published.
enum Template {
    /// The most asked for first.
    static let all = [
        BuiltInText("torch", PackageResources.torch_yaml),
        BuiltInText("tfdata", PackageResources.tfdata_yaml),
        BuiltInText("image", PackageResources.image_yaml),
        BuiltInText("text", PackageResources.text_yaml),
        BuiltInText("object-store", PackageResources.object_store_yaml),
        BuiltInText("parallel-file-system", PackageResources.parallel_file_system_yaml),
    ]

    /// The text of a template, whose commands name the file that it is written to.
    ///
    /// - Parameter path: where it is written; nil for standard output.
    static func text(_ template: BuiltInText, writtenTo path: String?) -> String {
        naming(template.text, template.name, writtenTo: path)
    }

    /// A text whose commands name the file that it is written to, in place of another.
    ///
    /// - Parameters:
    ///   - name: of the file that they name, without `.yaml`.
    ///   - path: where it is written; nil for standard output.
    static func naming(_ text: String, _ name: String, writtenTo path: String?) -> String {
        guard let path, !OutputPlace.isStandardOutput(path) else { return text }
        return text.replacing(" \(name).yaml", with: " \(shellWord(path))")
    }
}
