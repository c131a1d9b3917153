import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// `overlap timeline`.
struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Shows what disk, workers, buffers and accelerator do over time, and why they are idle.",
        discussion: """
            Simulates the first replication of a variant, as `overlap simulate` does, and draws a window of it. Without a \
            file it shows a built-in example; see docs/timeline.md.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String?

    @Option(
        name: .customLong("variant"),
        help: ArgumentHelp(
            "The variant. May be repeated: variants are shown one above the other on one time axis. Default: the first.",
            valueName: "name"))
    var variants: [String] = []

    @Option(help: ArgumentHelp("Start of the window. Default: 0.", valueName: "1.5 s"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "End of the window. Default: the end of its twelfth step; in text, of an earlier step if columns would "
                + "otherwise be too wide to show what takes turns.", valueName: "3 s"))
    var to: String?

    @OptionGroup var changes: ChangeOptions

    @Flag(help: "Run the variant for real, as `overlap execute` does, and show what threads and device did.")
    var measured = false

    @Flag(help: "Show the simulation above the real run, on one time axis.")
    var compare = false

    @OptionGroup(title: "Options for real runs") var machine: MachineOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Columns of the text, 40 or more. Default: the terminal's, else 80. A picture has 8 pixels for each, at "
                + "least 480; without this option 960.", valueName: "N"))
    var width: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Title to show instead of scenario and variant.", valueName: "text"))
    var title: String?

    @Flag(help: "Show only the lanes: no key, shares or definitions.")
    var noKey = false

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write the text to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Also draw a picture.", valueName: "file.svg"), completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(
        help: ArgumentHelp("Also write every span, for ui.perfetto.dev or chrome://tracing.", valueName: "file.json"),
        completion: .file(extensions: ["json"]))
    var trace: String?

    @Option(
        help: ArgumentHelp(
            "Also write every span, idle cause and buffer level: of a real run for overlap serve --recorded.",
            valueName: "file.json"),
        completion: .file(extensions: ["json"]))
    var spans: String?

    func validate() throws {
        try checkNumber("--width", width, in: 40...1000)
        if let title, !(1...200).contains(title.count) {
            throw ValidationError("'--title' is empty or too long: up to 200 characters are accepted.")
        }
        if isMeasured && variants.count > 1 {
            throw ValidationError("'--measured' and '--compare' take one '--variant'.")
        }
    }

    func run() async throws {
        let opened = try OpenedScenario(file, changes, isQuiet: false) { file in
            variants.isEmpty ? Array(file.variantNames.prefix(1)) : variants
        }
        let scenarios = try opened.scenarios(
            writing: .result(output) + .option("--svg", svg) + .option("--trace", trace) + .option("--spans", spans),
            dataIn: isMeasured ? machine.dataDirectory(forScenario: dataOrigin.name) : nil)
        let window = try window()
        let machine = isMeasured ? try Machine(machine, [scenarios[0]], from: dataOrigin, quiet: true) : nil
        machine?.giveNotice(quiet: false)
        let figures = try figures(of: scenarios, in: window, on: machine)
        for figure in figures {
            for warning in IncompleteCaches.warnings(figure.timeline) {
                StandardError.write("warning: \(figure.title): \(warning).\n")
            }
        }
        let origin = origin(of: opened.file, scenarios, on: machine)
        if let svg {
            let picture = TimelineSVG(figures, origin: origin, width: width.map { $0 * 8 } ?? 960, hasKey: !noKey)
            try OutputFile.write(picture.text, to: svg)
        }
        if let trace { try OutputFile.write(TimelineTrace(figures).text, to: trace) }
        if let spans { try OutputFile.write(spansText(figures, of: scenarios), to: spans) }
        try OutputFile.write(text(figures, origin), to: output)
    }

    private func window() throws(CommandFailure) -> TimelineWindow {
        do throws(TimelineWindowError) {
            return try TimelineWindow(
                from: from, to: to, defaultSteps: TimelineWindow.usualSteps, title: title.map(visible))
        } catch {
            throw CommandFailure(error)
        }
    }

    private func figures(
        of scenarios: [Scenario], in window: TimelineWindow, on machine: Machine?
    ) throws(CommandFailure) -> [TimelineFigure] {
        do throws(TimelineWindowError) {
            guard let machine else { return try window.simulated(scenarios).map { TimelineFigure($0) } }
            let settings = machine.settings(variant: 0, run: 0)
            return try window.measured(scenarios[0], settings, besideSimulated: compare).map { TimelineFigure($0) }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Of a real run the last figure is the measured one.
    private func spansText(_ figures: [TimelineFigure], of scenarios: [Scenario]) -> String {
        let timelines = figures.enumerated().map { index, figure in
            let variant = isMeasured ? scenarios[0].variant : scenarios[index].variant
            let isOfRealRun = isMeasured && index == figures.count - 1
            return JSONValue(spansOf: figure, variant: variant, isMeasured: isOfRealRun)
        }
        return JSONValue.object([("timelines", .array(timelines))]).line + "\n"
    }

    private var isMeasured: Bool { measured || compare }
    private var dataOrigin: DataOrigin { DataOrigin(file: file, changes: changes) }

    private func text(_ figures: [TimelineFigure], _ origin: String) -> String {
        if json { return TimelineJSON(figures).text }
        let terminal = Terminal(output: output)
        return TimelineText(
            figures, origin: origin, columns: width ?? terminal.knownColumns ?? 80, isASCII: ascii,
            colour: terminal.hasColour, hasKey: !noKey, choosesEnd: to == nil
        ).text
    }

    private func origin(of file: ScenarioFile, _ scenarios: [Scenario], on machine: Machine?) -> String {
        let shown = scenarios.map(\.variant)
        let others = file.variantNames.filter { !shown.contains($0) }
        let seed = scenarios.first.map { "\($0.run.seed)" } ?? ""
        let more = others.isEmpty ? "" : " Other variants: \(others.joined(separator: ", "))."
        if let machine {
            let place = "Measured on this machine\(compare ? ", below the simulation" : "")"
            return "\(place), device: \(machine.deviceText), seed \(seed).\(more)"
        }
        return "Simulated: the first replication of seed \(seed).\(more)"
    }
}
