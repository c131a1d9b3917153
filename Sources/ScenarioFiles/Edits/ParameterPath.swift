import Pipelines

extension ScenarioFile {
    /// A path with the name of its parameter: a stage or section alone stands for its primary one, `prefetch` for
    /// `prefetch.buffer`.
    ///
    /// - Parameters:
    ///   - path: as in a variant.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Returns: the path itself where it names a parameter already, or nothing that has a primary one.
    /// - Throws: when an override leads nowhere.
    package func parameterPath(
        _ path: String, variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> String {
        let name = path.hasPrefix("platform.") ? String(path.dropFirst("platform.".count)) : path
        guard !name.contains(".") else { return path }
        // What is wrong with the stages themselves is reported when they are decoded.
        var ignored = DiagnosticLog()
        let stages = try tree(variant: variant, overrides: overrides)["pipeline"].map {
            StageOutline.all(in: $0, of: operators, log: &ignored).compactMap { $0 }
        }
        let sections: [any Section.Type] = Platform.sections + TreeEdit.rootSections
        let primary =
            stages?.first { $0.name == name }?.type.primaryParameter
            ?? sections.first { $0.name == name }?.primaryParameter
        return primary.map { "\(path).\($0)" } ?? path
    }
}
