import ArgumentParser
import Experiments
import Foundation
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// `overlap knee`.
struct KneeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knee",
        abstract: "Finds the smallest value of a parameter that is nearly as good as any.",
        discussion: """
            As `overlap knee pipeline.yaml --vary prefetch.buffer=0..1024`: the asymptote by doubling the value until that brings \
            next to nothing, then the smallest value within --within of it by bisection, all with the same random numbers. \
            Numbers that increase are taken to make the rate rise; up to eight values, and words, are all compared, in the \
            order given.
            Where replications do not tell a value from the threshold the answer is a range, `between 22 and 23`: its last value \
            is known to be enough, the value before its first known to be too little.
            Exit code: 0 for a value or such a range, 2 when no value below the asymptote is known to be enough.
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "A parameter and its values, as for `overlap sweep`: prefetch.buffer=0..1024, or a list in the order wanted.",
            valueName: "path=values"))
    var vary: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What may be missing of the asymptote. Default: 1%.", valueName: "1%"))
    var within: String?

    @OptionGroup var answer: AnswerOptions

    @Option(
        help: ArgumentHelp(
            "Draw what was simulated, the knee and the band of what is enough.", valueName: "curve.svg|png"),
        completion: .file())
    var plot: String?

    func validate() throws {
        if answer.indifference != nil {
            throw ValidationError("'--indifference' is for comparisons: here '--within' says what may be missing.")
        }
    }

    func run() async throws {
        let share = try share()
        let objective = try answer.chosenObjective()
        let scenarioFile = try ScenarioFile(forCommand: file, answer.scenario.changes)
        let (grid, points) = try scenarioFile.grid([vary], of: answer.scenario, overrides: answer.overrides)
        scenarioFile.tellNotes(quiet: answer.scenario.quiet)
        let axis = grid.axes[0]
        guard axis.vary.values.count >= 2 else {
            throw CommandFailure.usage("`--vary \(visible(vary))` gives one value: a knee lies among two or more")
        }
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        try checkFiles(reading: scenarioFile.inputs(path: file, answer.scenario.changes))
        var knees: [Knee] = []
        var failure: CommandFailure?
        for variant in points.groups(of: axis.vary.values.count) where failure == nil {
            var knee = Knee(axis, points: variant, share: share, objective: objective)
            failure = await search(&knee)
            if knee.metric != nil || failure == nil { knees.append(knee) }
        }
        if !knees.isEmpty { try OutputFile.write(text(knees, title: scenarioFile.name), to: answer.output.path) }
        if let failure { throw failure }
        if let picture, let knee = knees.first {
            try picture.draw(KneePlot(title: scenarioFile.name, knee).script(in: picture.format))
        }
        if knees.contains(where: { !$0.isAnswered }) { throw CommandFailure.precisionNotReached }
    }

    private func share() throws(CommandFailure) -> Double {
        guard let within else { return 0.01 }
        do throws(ScenarioFileError) {
            return try QuantityArgument.share(within, in: 0.0001...0.5, option: "--within")
        } catch {
            throw CommandFailure(error)
        }
    }

    private func checkFiles(reading inputs: [String]) throws(CommandFailure) {
        var uses = FileUses(reading: inputs)
        try uses.add("-o", answer.output.path)
        if let plot { try uses.add("--plot", plot) }
    }

    /// Searches; what it found until it failed stays.
    private func search(_ knee: inout Knee) async -> CommandFailure? {
        var progress = ProgressLine(unit: "values", isQuiet: answer.scenario.quiet)
        let axis = knee.axis
        defer { progress.end() }
        do throws(ReplicationError) {
            try await knee.find(threads: answer.threadCount) { position, replications in
                progress.update(
                    fraction: 0,
                    "\(axis.name) = \(axis.cell(position)): \(replications.counted("replication"))")
            }
            return nil
        } catch {
            guard error.error != .cancelled else { return .interrupted("interrupted") }
            let failure = CommandFailure(error)
            let value = "\(axis.name) = \(axis.cell(error.scenario))"
            return CommandFailure(message: "\(failure.message) (at \(value))", code: failure.code)
        }
    }

    private func text(_ knees: [Knee], title: String) -> String {
        if answer.json { return JSONValue(scenario: title, knees: knees).text() + "\n" }
        if answer.csv { return KneeCSV(knees).text }
        return KneeText(title: title, knees, isExplained: answer.explain).text(answer.output.terminal.style)
    }
}

extension Knee {
    /// Whether a value is known to be enough that is not the asymptote, or none can be.
    fileprivate var isAnswered: Bool {
        switch answer {
        case .exact?, .between?: true
        case .notResolved?, .noFigure?, nil: false
        }
    }
}

extension [SweepGrid.Point] {
    /// The points of each variant.
    fileprivate func groups(of count: Int) -> [[SweepGrid.Point]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<($0 + count)]) }
    }
}
