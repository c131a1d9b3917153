/// Why a pipeline cannot be written as another framework's program: what cannot be said, and what to use instead.
package enum ExportError: Error, Equatable {
    /// An operator of this name has declared no form for the framework.
    case noForm(stage: String, operator: String, framework: String)
    /// The framework cannot say what a stage does, for a reason that names a way out.
    case cannotSay(stage: String, reason: String)
}

extension ExportError {
    /// A `shard` that deals out several elements at a time, where the framework has none.
    static func dealsSingly(_ stage: String, framework: String) -> ExportError {
        .cannotSay(
            stage: stage, reason: "a share of \(framework) gets one element at a time (`block`): set `block: 1`")
    }
}

extension ExportError: CustomStringConvertible {
    /// The stage, what is wrong with it, and what would be accepted.
    package var description: String {
        switch self {
        case .noForm(let stage, let name, let framework):
            "stage `\(stage)`: the operator `\(name)` declares no form for \(framework)"
        case .cannotSay(let stage, let reason): "stage `\(stage)`: \(reason)"
        }
    }
}
