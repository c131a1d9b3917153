import ArgumentParser
import Experiments
import Foundation
import PipelineRuns
import Pipelines
import Reports
import ScenarioFiles

/// `overlap sweep`.
struct Sweep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulates a scenario for many values of its parameters.",
        discussion: """
            Every combination of the values is simulated, for each variant, with the same random numbers. A terminal gets \
            a table, with the smallest point that is nearly as fast as the best; a file or a pipe gets CSV with all \
            figures. With -o each finished point is written at once to curve.csv.partial, so an interrupted sweep keeps \
            its points; the file becomes curve.csv when all points are finished, and an older curve.csv stays until \
            then. If no other file can be created in its directory, curve.csv itself is written, once the first point \
            is finished.
            With -o, curve.csv.journal keeps each point from the moment it is simulated, even if the command is \
            killed: the same command with --resume goes on from there, and the table is the same to the last digit.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        name: .customLong("vary"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter and its values: 1,2,4 or 0..100:10 or 0..64:log2 or 1,2,8..18:2. Several parameters that move "
                + "together: cpu.cores,decode.parallelism=8..16. May be repeated.", valueName: "path=values"))
    var vary: [String]

    @OptionGroup var cost: CostOption

    @OptionGroup var plan: PlanOptions

    @OptionGroup var journal: JournalOptions

    @OptionGroup var dask: DaskOptions

    @Option(
        help: ArgumentHelp(
            "Simulate only this part of the points, one part on each machine; overlap merge joins them.",
            valueName: "3/16"))
    var shard: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "curve.csv"),
        completion: .file())
    var output: String?

    @Flag(help: "Write JSON, one line per point.")
    var json = false

    @Flag(help: "Write CSV (the default except on a terminal).")
    var csv = false

    @Flag(help: "Write CSV with one row per point instead of one per figure.")
    var wide = false

    @Flag(help: "Write a table (the default on a terminal).")
    var table = false

    @Option(parsing: .singleValue, help: ArgumentHelp("Write only these figures. May be repeated.", valueName: "a,b"))
    var metrics: [String] = []

    @Option(
        help: ArgumentHelp(
            "Draw the first figure against the first parameter, as SVG or PNG.", valueName: "curve.svg|png"),
        completion: .file())
    var plot: String?

    @Option(
        help: ArgumentHelp(
            "Also write a Jupyter notebook that draws the CSV: a curve over one parameter, a map over two. Without -o the CSV "
                + "goes beside it, to curve.csv.", valueName: "curve.ipynb"),
        completion: .file(extensions: ["ipynb"]))
    var notebook: String?

    func run() async throws { try await run(keepingPartial: true) }

    /// The same.
    ///
    /// - Parameter keepingPartial: whether what there is of a sweep that ends early stays, for `--resume`.
    func run(keepingPartial: Bool) async throws {
        if json && (csv || wide) { throw ValidationError("'--json' cannot be combined with '--csv' or '--wide'.") }
        if table && (json || csv || wide) {
            throw ValidationError("'--table' cannot be combined with '--json', '--csv' or '--wide'.")
        }
        if notebook != nil && (table || json || wide) {
            throw ValidationError("'--notebook' reads CSV: it cannot be combined with '--table', '--json' or '--wide'.")
        }
        if shard != nil, table || plot != nil || notebook != nil {
            throw ValidationError(
                "'--shard' writes a part, as CSV or JSON: '--table', '--plot' and '--notebook' are for the whole sweep."
            )
        }
        let metrics = try selectedMetrics()
        let shard = try chosenShard()
        let grid = try SweepGrid(forCommand: vary)
        let notebook = try notebookFile(of: grid)
        let output = notebook?.table ?? output
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        let prices = try cost.prices(besides: [file] + plan.scenario.changes.overlays)
        let opened = try plan.open(file)
        let points = try opened.decoded(
            writing: .result(output, keepsPartial: keepingPartial) + journal.files + .option("--plot", plot)
                + .option("--notebook", notebook?.path), reading: cost.inputs
        ) { () throws(CommandFailure) in try opened.points(of: grid) }
        let unvaried = opened.unvaried(points)
        let journal = try journal.open(
            at: keepingPartial ? try journalPath(output) : nil, command: "sweep", unvaried,
            isQuiet: plan.scenario.quiet)
        let workers = try dask.workers(of: opened.file, at: file, plan.scenario, named: plan.named) {
            points.map { ($0.scenario, PointRecipe(variant: $0.variant, changes: $0.changes)) }
        }
        var writer = SweepWriter(
            points: points, part: shard.map { end(of: $0, points, unvaried, metrics) }, workers: workers,
            journal: journal,
            output: try OutputFile(path: output, keepingPartial: keepingPartial),
            rows: rows(of: grid, title: opened.file.name, metrics, output, prices))
        try await writer.simulate(plan)
        if let picture {
            let curves = SweepPlot(title: opened.file.name, metric: metrics[0], grid: grid, points: writer.results)
            try picture.draw(curves.script(in: picture.format))
        }
        if let notebook {
            let curves = SweepNotebook(
                title: opened.file.name, question: opened.file.question, grid: grid, metric: metrics[0],
                variant: points[0].variant)
            try notebook.write(curves, arguments: Array(CommandLine.arguments.dropFirst()))
        }
        try writer.reportUnreached()
    }

    private func notebookFile(of grid: SweepGrid) throws(CommandFailure) -> SweepNotebookFile? {
        guard let notebook else { return nil }
        guard grid.axes.count <= SweepNotebook.mostAxes else {
            throw .usage("`--notebook` draws one or two parameters, and `--vary` names \(grid.axes.count)")
        }
        return try SweepNotebookFile(path: notebook, output: output)
    }

    private func rows(
        of grid: SweepGrid, title: String, _ metrics: [Metric], _ output: String?, _ prices: Prices?
    ) -> SweepRows {
        let keys = ["variant"] + grid.titles
        if json { return .jsonLines(keys: keys, prices: prices) }
        let terminal = Terminal(output: output)
        guard table || terminal.isTerminal && !csv && !wide && shard == nil else {
            return .csv(CSVText(keys: keys, metrics: metrics, isWide: wide, prices: prices))
        }
        let shown = self.metrics.isEmpty ? SweepText.usualMetrics : metrics
        return .text(
            SweepText(title: title, grid: grid, metrics: shown, style: terminal.style, prices: prices))
    }

    private func selectedMetrics() throws(CommandFailure) -> [Metric] {
        guard !metrics.isEmpty else { return Metric.all }
        var selected: [Metric] = []
        for part in metrics.flatMap({ $0.split(separator: ",") }) {
            let name = part.trimmingCharacters(in: .whitespaces)
            guard let metric = Metric.named(name) else {
                throw .unknown("figure", name, known: Metric.all.map(\.name))
            }
            guard !selected.contains(where: { $0.name == name }) else {
                throw .usage("`--metrics` names `\(name)` twice")
            }
            selected.append(metric)
        }
        guard !selected.isEmpty else { throw .usage("`--metrics` names no figure") }
        return selected
    }
}
