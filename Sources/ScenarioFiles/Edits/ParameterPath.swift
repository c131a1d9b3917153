import Pipelines

extension ScenarioFile {
    /// A path in the one spelling by which others are compared, with the name of its parameter.
    ///
    /// A stage or section alone stands for its primary parameter, `prefetch` for `prefetch.buffer`; an operator for its only
    /// stage, `map.cost` for `decode.cost`; and `platform.` is left out.
    ///
    /// - Parameters:
    ///   - path: as in a variant.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Returns: the path itself where it leads nowhere.
    /// - Throws: when an override leads nowhere.
    package func parameterPath(
        _ path: String, variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> String {
        let tree = try tree(variant: variant, overrides: overrides)
        guard let (part, rest) = tree.part(at: path, of: operators) else { return path }
        let parameter = rest.isEmpty ? part.type.primaryParameter.map { [$0] } ?? [] : rest
        return ([part.address] + parameter).joined(separator: ".")
    }
}
