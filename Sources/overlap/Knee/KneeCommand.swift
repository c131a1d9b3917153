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
            As `overlap knee pipeline.yaml --vary prefetch.buffer=0..1024`: the value is doubled until the rate hardly \
            rises, which gives the asymptote; bisection then finds the smallest value within --within of it, all with \
            the same random numbers. This assumes that the rate rises with the number. Up to eight values, and words, \
            are all compared, in the order given.
            Where replications cannot decide whether a value is enough, the answer is a range, `between 22 and 23`: \
            its last value is known to be enough, and the value before its first is known to be too little.
            \(GuessOptions.discussion)
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
        help: ArgumentHelp("How far below the asymptote is still enough. Default: 1%.", valueName: "1%"))
    var within: String?

    @OptionGroup var guesses: GuessOptions
    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var objective: ObjectiveOption
    @OptionGroup var form: AnswerForm
    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "Draw the simulated points, the knee and the band that is enough.", valueName: "curve.svg|png"),
        completion: .file())
    var plot: String?

    func run() async throws {
        let share = try share()
        let chosen = try objective.chosen()
        let scenarioFile = try ScenarioFile(forCommand: file, scenario.changes)
        var overrides: [Override] = []
        let (grid, points) = try scenarioFile.grid([vary], of: scenario) { () throws(CommandFailure) in
            overrides = try scenario.overrides() + form.overrides()
            return overrides
        }
        scenarioFile.tellNotes(quiet: scenario.quiet)
        let axis = grid.axes[0]
        guard axis.vary.values.count >= 2 else {
            throw CommandFailure.usage("`--vary \(visible(vary))` gives one value: to find a knee, give two or more")
        }
        let variants = points.groups(of: axis.vary.values.count)
        if let plot, variants.count > 1 {
            throw CommandFailure.usage(
                "`--plot \(visible(plot))` draws one variant, and there are \(variants.count): choose one with `--variants`, "
                    + "as `--variants \(visible(variants[0][0].variant))`")
        }
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        try checkFiles(reading: scenarioFile.inputs(path: file, scenario.changes))
        var journal = try journal.open(
            command: "knee", scenarioFile.unvaried(points, overrides), isQuiet: scenario.quiet)
        let source = journal.source
        let asked = try variants.map { points throws(CommandFailure) in
            try answer(
                Knee(axis, points: points, share: share, objective: chosen, source: source), in: grid, scenarioFile,
                overrides)
        }
        var knees: [KneeAnswer] = []
        var failure: CommandFailure?
        for var answer in asked where failure == nil {
            failure = await answer.find(threads: form.threads.count, isQuiet: scenario.quiet)
            if answer.hasFigures || failure == nil { knees.append(answer) }
        }
        if !knees.isEmpty { try OutputFile.write(text(knees, title: scenarioFile.name), to: form.output.path) }
        var undrawn: CommandFailure?
        // Without an asymptote a search that failed has no points to draw.
        if let picture, let knee = knees.first?.knee, failure == nil || knee.asymptote != nil {
            undrawn = await draw(KneePlot(title: scenarioFile.name, knee).script(in: picture.format), picture)
        }
        if let failure {
            undrawn?.report()
            journal.tell(quiet: scenario.quiet)
            throw knees.isEmpty ? failure : failure.afterPrinting
        }
        journal.finish()
        if let undrawn { throw undrawn }
        if knees.contains(where: { !$0.knee.isAnswered }) { throw CommandFailure.precisionNotReached }
    }

    /// A knee with the guesses that it may hinge on.
    private func answer(
        _ knee: Knee, in grid: SweepGrid, _ file: ScenarioFile, _ overrides: [Override]
    ) throws(CommandFailure) -> KneeAnswer {
        let (variant, vary) = (knee.points[0].variant, knee.axis.vary)
        let guesses = try guesses.checked { places throws(CommandFailure) in
            let changes = try file.overrides(overrides, assuming: places, variant: variant)
            // What a guess does not go with shows at the ends of the values.
            for value in [vary.values[0], vary.values[vary.values.count - 1]] {
                let values = try Override.options(vary.paths.map { ($0, value) })
                _ = try file.scenarios([variant], changes + values)
            }
        }
        return KneeAnswer(knee, guesses: guesses) { places throws(CommandFailure) in
            try file.points(
                of: grid, variants: [variant], try file.overrides(overrides, assuming: places, variant: variant))
        }
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
        try journal.check(&uses)
        if let plot { try uses.add("--plot", plot) }
    }

    /// Draws, and says why it could not.
    private func draw(_ script: String, _ picture: Picture) async -> CommandFailure? {
        // In a task of its own: one that was cancelled would draw nothing.
        await Task.detached { () -> CommandFailure? in
            do throws(CommandFailure) { try picture.draw(script) } catch { return error }
            return nil
        }.value
    }

    private func text(_ answers: [KneeAnswer], title: String) -> String {
        let knees = answers.map { (knee: $0.knee, uncertain: $0.uncertain) }
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
        case .notResolved?, .onlyRuns?, .noFigure?, nil: false
        }
    }
}

extension [SweepGrid.Point] {
    /// The points of each variant.
    fileprivate func groups(of count: Int) -> [[SweepGrid.Point]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<($0 + count)]) }
    }
}
