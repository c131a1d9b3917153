import ArgumentParser
import Experiments

/// `overlap min`.
struct MinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "min",
        abstract: "Finds the smallest value of a parameter with which conditions hold.",
        discussion: """
            As `overlap min pipeline.yaml --vary cpu.cores,decode.parallelism=1..64 --until 'AU>=95%'`: the value is doubled until \
            all conditions are met, then what lies between is halved; the values beside the edge are tried too. A value is \
            simulated until each figure's interval lies on one side of its threshold.
            \(LimitOptions.discussion)
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        name: .customLong("until"), parsing: .singleValue,
        help: ArgumentHelp(
            "What must hold: a figure, >= or <=, a value: AU>=95%, stall<=5%, samplesPerSecond>=5000, epochSeconds<=30 min. "
                + "May be repeated.", valueName: "condition"))
    var conditions: [String]

    @OptionGroup var options: LimitOptions

    func run() async throws {
        try await options.answer(.first, of: file, conditions, option: "--until")
    }
}
