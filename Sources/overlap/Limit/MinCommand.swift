import ArgumentParser
import Experiments

/// `overlap min`.
struct MinCommand: AsyncParsableCommand {
    static let configuration = LimitOptions.configuration(
        "min", finds: "smallest", example: "cpu.cores,decode.parallelism=1..64 --until 'AU>=95%'",
        doubledUntil: "all conditions are met")

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        name: .customLong("until"), parsing: .singleValue,
        help: ArgumentHelp(
            "What must hold: a figure, >= or <=, a value: AU>=95%, stall<=5%, samplesPerSecond>=5000, epochSeconds<=30 min. "
                + "May be repeated.", valueName: "condition"))
    var conditions: [String]

    @OptionGroup var options: LimitOptions

    func run() async throws { try await options.answer(.first, of: file, conditions, option: "--until") }
}
