import Pipelines

/// The variants of a file, each decoded, and what is wrong with them.
struct DecodedVariants: Sendable {
    private var names: [String] = []
    /// For each, the scenario unless it has mistakes.
    private var scenarios: [Scenario?] = []
    /// In the order in which they were found, with the variants that have them.
    private var mistakes: [(diagnostic: Diagnostic, variants: [String])] = []

    /// Notes what a variant was decoded to.
    mutating func add(_ variant: String, _ scenario: Scenario?, _ diagnostics: [Diagnostic]) {
        names.append(variant)
        scenarios.append(diagnostics.isEmpty ? scenario : nil)
        for diagnostic in diagnostics {
            if let index = mistakes.firstIndex(where: { $0.diagnostic == diagnostic }) {
                mistakes[index].variants.append(variant)
            } else {
                mistakes.append((diagnostic, [variant]))
            }
        }
    }

    /// Whether more mistakes would not be told; of files of measured values alone there may be any number, because
    /// other variants can be used.
    var areTooWrong: Bool { mistakes.count { !$0.diagnostic.isOfDataFile } >= DiagnosticLog.limit }

    /// Tells what is wrong with the file, whatever changes are made to it: all but files of measured values.
    func report(to log: inout DiagnosticLog) {
        guard mistakes.contains(where: { !$0.diagnostic.isOfDataFile }) else { return }
        for mistake in mistakes { log.add(told(mistake)) }
    }

    /// A variant as the file has it.
    ///
    /// - Throws: when a file of measured values cannot be used.
    func scenario(_ index: Int) throws(ScenarioFileError) -> Scenario {
        if let scenario = scenarios[index] { return scenario }
        var log = DiagnosticLog()
        for mistake in mistakes where mistake.variants.contains(names[index]) { log.add(told(mistake)) }
        try log.throwIfAny()
        preconditionFailure("a scenario that is not decoded leaves a diagnostic")
    }

    /// With the variants that have it, unless all have.
    private func told(_ mistake: (diagnostic: Diagnostic, variants: [String])) -> Diagnostic {
        mistake.variants.count == names.count ? mistake.diagnostic : mistake.diagnostic.of(variants: mistake.variants)
    }
}
