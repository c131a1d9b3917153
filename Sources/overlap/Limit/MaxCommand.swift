import ArgumentParser
import Experiments

/// `overlap max`.
struct MaxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "max",
        abstract: "Finds the largest value of a parameter with which conditions hold.",
        discussion: """
            As `overlap max pipeline.yaml --vary gpu.count=1..512 --while 'AU>=90%'`: the value is doubled until a condition is \
            missed, then what lies between is halved; the values beside the edge are tried too. A value is simulated until each \
            figure's interval lies on one side of its threshold.
            Where accelerators are varied, data grow with them, so that each keeps its share.
            \(LimitOptions.discussion)
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        name: .customLong("while"), parsing: .singleValue,
        help: ArgumentHelp(
            "What must hold: a figure, >= or <=, a value: AU>=90%, stall<=5%, samplesPerSecond>=5000, memory<=2 GiB. May be "
                + "repeated.", valueName: "condition"))
    var conditions: [String]

    @OptionGroup var options: LimitOptions

    func run() async throws {
        try await options.answer(.last, of: file, conditions, option: "--while")
    }
}
