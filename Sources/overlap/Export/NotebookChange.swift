import Experiments
import ScenarioFiles

/// An option by which the commands of notebooks change a scenario.
struct NotebookChange {
    let words: [NotebookCommand.Word]
    /// The parameter that it sets, by its own path; nil for what may change several.
    var parameter: String?

    /// Whether it sets a parameter, or a part of it.
    func sets(_ other: Setting) -> Bool { parameter?.lies(in: other.path) ?? false }
}
