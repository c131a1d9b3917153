import Pipelines

/// The stages of a pipeline's list, as paths begin with them.
///
/// Everything that takes a path finds its stage here, so that each spelling leads to the same one everywhere.
struct StageAddresses {
    /// What a word leads to.
    enum Target {
        /// The only stage that it can mean, by its position.
        case stage(Int)
        /// The addresses of several stages, any of which it could mean.
        case several([String])
        case nothing
    }

    /// In the list's order; nil where one is not understood.
    let outlines: [StageOutline?]

    /// The stage that is given a name, or the only one of an operator, or one by its automatic name or its address.
    func target(of word: String) -> Target {
        if let named = outlines.firstIndex(where: { $0?.name == word && $0?.isNamed == true }) { return .stage(named) }
        let same = outlines.indices.filter { outlines[$0]?.type.name == word }
        if same.count > 1 { return .several(same.compactMap { outlines[$0] }.map(address)) }
        let index =
            same.first ?? outlines.firstIndex { $0?.name == word }
            ?? outlines.firstIndex { $0.map(address) == word }
        return index.map(Target.stage) ?? .nothing
    }

    /// The stage that a word leads to, if there is exactly one.
    func stage(at word: String) -> StageOutline? {
        if case .stage(let index) = target(of: word) { outlines[index] } else { nil }
    }

    /// What a path to a stage begins with.
    func address(of stage: StageOutline) -> String {
        StageNames.address(of: stage.name, among: outlines.compactMap { $0 }.map { ($0.name, $0.type.name) })
    }
}

extension DocumentNode {
    /// The stages of a scenario's tree; what is wrong with them is reported when they are decoded.
    func stageAddresses(of operators: OperatorRegistry) -> StageAddresses {
        var ignored = DiagnosticLog()
        return StageAddresses(
            outlines: self["pipeline"].map { StageOutline.all(in: $0, of: operators, log: &ignored) } ?? [])
    }
}
