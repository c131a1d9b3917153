import ArgumentParser
import Experiments

/// `overlap max`.
struct MaxCommand: AsyncParsableCommand {
    static let configuration = LimitOptions.configuration(
        "max", finds: "largest", example: "gpu.count=1..512 --while 'AU>=90%'", doubledUntil: "a condition is missed",
        note: "\nWhere accelerators are varied, data grow with them, so that each keeps its share.")

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        name: .customLong("while"), parsing: .singleValue,
        help: ArgumentHelp(
            "What must hold: a figure, >= or <=, a value: AU>=90%, stall<=5%, samplesPerSecond>=5000, memory<=2 GiB. May be "
                + "repeated.", valueName: "condition"))
    var conditions: [String]

    @OptionGroup var options: LimitOptions

    func run() async throws { try await options.answer(.last, of: file, conditions, option: "--while") }
}
