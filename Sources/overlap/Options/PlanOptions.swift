import ArgumentParser
import ScenarioFiles

/// Options that change what a scenario file says, for every variant.
struct PlanOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Independent runs of each variant: `auto` makes 10, then more until the precision is reached. "
                + "Default: the scenario's `run`, else auto.",
            valueName: "auto|N"))
    var replications: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Half-width of the throughput's interval at which `auto` stops, relative to its mean. "
                + "Default: the scenario's `run`, else 0.5%.",
            valueName: "0.5%"))
    var precision: String?

    @Option(
        help: ArgumentHelp(
            "Engine: auto, events, or recurrence, which is faster with the same figures; where a pipeline has none, the "
                + "reason is given. Default: the scenario's `run`, else auto.", valueName: "engine"),
        completion: .list(["auto", "events", "recurrence"]))
    var engine: String?

    @OptionGroup var threads: ThreadsOption

    /// The named options, which change the run.
    var named: [(name: String, value: String?)] {
        [("replications", replications), ("precision", precision), ("engine", engine)]
    }

    /// Opens a scenario file with all changes.
    func open(_ path: String?) throws(CommandFailure) -> OpenedScenario {
        try scenario.open(path, Override.options(named.map { ("run.\($0.name)", $0.value) }))
    }
}
