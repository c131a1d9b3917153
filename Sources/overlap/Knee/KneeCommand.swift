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

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var objective: ObjectiveOption
    @OptionGroup var form: AnswerForm

    @Option(
        help: ArgumentHelp(
            "Draw what was simulated, the knee and the band of what is enough.", valueName: "curve.svg|png"),
        completion: .file())
    var plot: String?

    func run() async throws {
        let share = try share()
        let chosen = try objective.chosen()
        let scenarioFile = try ScenarioFile(forCommand: file, scenario.changes)
        let (grid, points) = try scenarioFile.grid([vary], of: scenario) { () throws(CommandFailure) in
            try scenario.overrides() + form.overrides()
        }
        scenarioFile.tellNotes(quiet: scenario.quiet)
        let axis = grid.axes[0]
        guard axis.vary.values.count >= 2 else {
            throw CommandFailure.usage("`--vary \(visible(vary))` gives one value: a knee lies among two or more")
        }
        let variants = points.groups(of: axis.vary.values.count)
        if let plot, variants.count > 1 {
            throw CommandFailure.usage(
                "`--plot \(visible(plot))` draws one variant, and there are \(variants.count): choose one with `--variants`, "
                    + "as `--variants \(visible(variants[0][0].variant))`")
        }
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        try checkFiles(reading: scenarioFile.inputs(path: file, scenario.changes))
        var knees: [Knee] = []
        var failure: CommandFailure?
        for variant in variants where failure == nil {
            var knee = Knee(axis, points: variant, share: share, objective: chosen)
            failure = await search(&knee)
            if knee.metric != nil || failure == nil { knees.append(knee) }
        }
        if !knees.isEmpty { try OutputFile.write(text(knees, title: scenarioFile.name), to: form.output.path) }
        var undrawn: CommandFailure?
        // Without an asymptote a search that failed has no points to draw.
        if let picture, let knee = knees.first, failure == nil || knee.asymptote != nil {
            undrawn = await draw(KneePlot(title: scenarioFile.name, knee).script(in: picture.format), picture)
        }
        if let failure {
            undrawn?.report()
            throw knees.isEmpty ? failure : failure.afterPrinting
        }
        if let undrawn { throw undrawn }
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
        try uses.add("-o", form.output.path)
        if let plot { try uses.add("--plot", plot) }
    }

    /// Searches; what it found until it failed stays.
    private func search(_ knee: inout Knee) async -> CommandFailure? {
        var progress = ProgressLine(unit: "values", isQuiet: scenario.quiet)
        let axis = knee.axis
        defer { progress.end() }
        do throws(ReplicationError) {
            try await knee.find(threads: form.threads.count) { position, replications in
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

    /// Draws, and says why it could not.
    private func draw(_ script: String, _ picture: Picture) async -> CommandFailure? {
        // In a task of its own: one that was cancelled would draw nothing.
        await Task.detached { () -> CommandFailure? in
            do throws(CommandFailure) { try picture.draw(script) } catch { return error }
            return nil
        }.value
    }

    private func text(_ knees: [Knee], title: String) -> String {
        if form.json { return JSONValue(scenario: title, knees: knees).text() + "\n" }
        if form.csv { return KneeCSV(knees).text }
        return KneeText(title: title, knees, isExplained: form.explain).text(form.output.terminal.style)
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
