import ArgumentParser
import Experiments
import PipelineSimulation
import Reports
import ScenarioFiles

/// `overlap compare`.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says which scenario is faster, by how much and how surely, or that it does not matter.",
        discussion: """
            What is compared:
              a.yaml                             its variants, or those of --variants
              a.yaml b.yaml                      two files
              a.yaml:naive b.yaml:all            variants of files
              a.yaml:all --against prefetch=4    a variant, and the same with changes
              a.yaml measured.csv                the prediction and real runs, as overlap execute --csv writes them, or \
            runs.csv of overlap validate
              a.yaml loop.json                   the prediction and a loop that overlap_recorder recorded

            Scenarios run with the same random numbers, in pairs: 10, then 20, 40, … until the interval of the \
            difference excludes zero, or lies within --indifference. Two scenarios are compared by all figures, more \
            than two by one figure, in a matrix. Real runs have drifted when they certainly differ from the prediction \
            by more than 2 %, or than --indifference if it is given; a file without whole runs is judged by the steady \
            part.
            \(GuessOptions.discussion)
            Exit code: 1 when real runs have drifted from the prediction, 2 when the comparison is not resolved.
            """)

    @Argument(
        help: ArgumentHelp(
            "Scenario files or variants of them, or a file of measured figures.", valueName: "file[:variant]"),
        completion: .file(extensions: ["yaml", "yml", "csv"]))
    var operands: [String]

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Compare with the same scenario, changed: prefetch.buffer=4,decode.parallelism=8. May be repeated.",
            valueName: "path=value,…"))
    var against: [String] = []

    @OptionGroup var cost: CostOption
    @OptionGroup var guesses: GuessOptions
    @OptionGroup var options: AnswerOptions
    @OptionGroup var journal: JournalOptions

    func run() async throws {
        let operands = operands.map { ComparedOperand($0) }
        try StandardInput.checkReadOnce(operands.map { ("`\(visible($0.path))`", $0.path) })
        if operands.contains(where: \.isMeasured) {
            guard guesses.isEmpty else {
                throw CommandFailure.usage(
                    "`--uncertain` is for scenarios: measurements are compared with the prediction as it is written")
            }
            guard cost.path == nil else {
                throw CommandFailure.usage("`--cost` is for scenarios: real runs do not say what they ran on")
            }
            guard journal.journal == nil, !journal.resume else {
                throw CommandFailure.usage(
                    "`--journal` and `--resume` are for scenarios: real runs are not simulated again")
            }
            try await MeasuredComparison(operands, options, against: against).run()
        } else {
            try await compare(operands)
        }
    }

    private func compare(_ operands: [ComparedOperand]) async throws {
        let (objective, indifference) = (try options.objective.chosen(), try options.indifference.share())
        let guesses = try guesses.guesses()
        let groups = try against.map { argument throws(CommandFailure) in try ChangeGroup(argument) }
        let prices = try cost.prices(besides: operands.map(\.path) + options.scenario.changes.overlays)
        let files = try ComparedFiles(operands, options.scenario, options.form.overrides())
        func alternatives(_ places: [(guess: Guess, place: Double)]) throws(CommandFailure) -> [Alternative] {
            try files.alternatives(against: groups, assuming: places)
        }
        let written = try files.decoded(writing: .result(output.path) + journal.files, reading: cost.inputs) {
            () throws(CommandFailure) in
            let written = try alternatives([])
            try files.check(guesses)
            try guesses.check { places throws(CommandFailure) in _ = try alternatives(places) }
            return written
        }
        var journal = try journal.open(
            command: "compare", written.map(\.scenario), isQuiet: options.scenario.quiet)
        var comparison = Comparison(
            written, objective: objective, indifference: indifference, source: journal.source)
        var failure = await decide(&comparison)
        if let failure, comparison.family.looks == 0 { throw failure }
        var uncertain: Uncertain<[PairedAnswer]>?
        if failure == nil {
            let decided = comparison
            (uncertain, failure) = await guesses.answers(like: decided.family.answers, isQuiet: options.scenario.quiet)
            {
                uncertain, progress throws(CommandFailure) in
                try await uncertain.find(
                    like: decided, threads: options.form.threads.count, progress: progress, alternatives: alternatives
                ) { CommandFailure($0) }
            } failure: {
                $0
            }
        }
        try OutputFile.write(text(of: comparison, uncertain, prices), to: output.path)
        if let failure {
            journal.tell(quiet: options.scenario.quiet)
            throw failure.afterPrinting(to: output.path)
        }
        journal.finish()
        if comparison.isOpen { throw CommandFailure.precisionNotReached }
    }

    /// Runs what is to be run; what is known before a failure stays.
    private func decide(_ comparison: inout Comparison) async -> CommandFailure? {
        await ProgressLine.during("replications", isQuiet: options.scenario.quiet) { line throws(ReplicationError) in
            try await comparison.decide(threads: options.form.threads.count) { finished, all in
                line.update(
                    fraction: Double(finished) / Double(max(1, all)),
                    "\(finished) of \(all) replications to the next look")
            }
        } failure: {
            CommandFailure($0)
        }
    }

    private var output: OutputOption { options.form.output }

    private func text(
        of comparison: Comparison, _ uncertain: Uncertain<[PairedAnswer]>?, _ prices: Prices?
    ) -> String {
        if options.form.json { return JSONValue(comparison, uncertain: uncertain, prices: prices).text() + "\n" }
        if options.form.csv { return ComparisonCSV(comparison, uncertain: uncertain, prices: prices).text }
        return ComparisonText(comparison, uncertain: uncertain, explains: options.form.explain, prices: prices)
            .text(output.terminal.style)
    }
}

extension Comparison {
    /// Whether some pair is not resolved, or cannot be compared for another reason than memory.
    fileprivate var isOpen: Bool {
        family.answers.contains { answer in
            answer.verdict == .notResolved
                || answer.verdict == .noFigure
                    && [answer.scenario, answer.baseline].allSatisfy { family.series[$0].outOfMemory == nil }
        }
    }
}
