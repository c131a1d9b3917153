import ArgumentParser
import Experiments
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

    @Argument(help: .scenarioFile, completion: .yaml)
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
        let objective = try objective.chosen()
        let guesses = try guesses.guesses()
        let grid = try SweepGrid(forCommand: [vary])
        let axis = grid.axes[0]
        guard axis.vary.values.count >= 2 else {
            throw CommandFailure.usage("`--vary \(visible(vary))` gives one value: to find a knee, give two or more")
        }
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        let opened = try scenario.open(file, form.overrides())
        let points = try opened.decoded(
            writing: .result(form.output.path) + journal.files + .option("--plot", plot)
        ) { () throws(CommandFailure) in
            let points = try opened.points(of: grid)
            try check(guesses, along: axis.vary, in: opened)
            return points
        }
        let variants = points.groups(of: axis.vary.values.count)
        if let plot, variants.count > 1 {
            throw CommandFailure.usage(
                "`--plot \(visible(plot))` draws one variant, and there are \(variants.count): choose one with `--variants`, "
                    + "as `--variants \(visible(variants[0][0].variant))`")
        }
        var journal = try journal.open(command: "knee", opened.unvaried(points), isQuiet: scenario.quiet)
        let source = journal.source
        var knees: [KneeAnswer] = []
        var failure: CommandFailure?
        for points in variants where failure == nil {
            var answer = KneeAnswer(
                Knee(axis, points: points, share: share, objective: objective, source: source))
            failure = await answer.find(
                over: guesses, threads: form.threads.count, isQuiet: scenario.quiet
            ) { places throws(CommandFailure) in try opened.points(of: grid, points[0].variant, assuming: places) }
            if answer.knee.metric != nil || failure == nil { knees.append(answer) }
        }
        if !knees.isEmpty { try OutputFile.write(text(knees, title: opened.file.name), to: form.output.path) }
        var undrawn: CommandFailure?
        // Without an asymptote a search that failed has no points to draw.
        if let picture, let knee = knees.first?.knee, failure == nil || knee.asymptote != nil {
            undrawn = await picture.drawn(KneePlot(title: opened.file.name, knee).script(in: picture.format))
        }
        if let failure {
            undrawn?.report()
            journal.tell(quiet: scenario.quiet)
            throw knees.isEmpty ? failure : failure.afterPrinting(to: form.output.path)
        }
        journal.finish()
        if let undrawn { throw undrawn }
        if knees.contains(where: { !$0.knee.isAnswered }) { throw CommandFailure.precisionNotReached }
    }

    /// What a guess does not go with shows at the ends of the values.
    private func check(_ guesses: [Guess], along vary: Vary, in opened: OpenedScenario) throws(CommandFailure) {
        let ends = try [vary.values[0], vary.values[vary.values.count - 1]].map { value throws(CommandFailure) in
            try Override.options(vary.paths.map { ($0, value) })
        }
        try opened.check(guesses, varying: vary.paths, then: ends)
    }

    private func share() throws(CommandFailure) -> Double {
        guard let within else { return Knee.usualShare }
        do throws(ScenarioFileError) {
            return try QuantityArgument.share(within, in: Knee.acceptedShares, option: "--within")
        } catch {
            throw CommandFailure(error)
        }
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
