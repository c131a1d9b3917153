import PipelineRuns

/// What `overlap help figures` says: each figure with its formula and its window.
package struct FiguresText {
    /// Explains the figures of the tables, and lists those that only files have.
    package init() {}

    /// Lines of the widths that words have.
    package var text: String {
        let figures = FigureDefinition.all.map { figure in
            let name = figure.metric.map { " In files: \($0.name)." } ?? ""
            return "\(figure.head): \(figure.formula). Over \(figure.window).\(name)"
        }
        let explained = Set(FigureDefinition.all.compactMap { $0.metric?.name })
        let others = Metric.all.filter { !explained.contains($0.name) }.map { "\($0.name): \($0.summary)." }
        return
            ([Self.windows] + [figures.joined(separator: "\n"), Self.loop]
            + [(["Only in files (`--csv`, `--json`):"] + others).joined(separator: "\n")]).joined(separator: "\n\n")
    }

    private static let windows = """
        The steady part: whole epochs after the first. With one epoch, from the end of the warm-up (MSER-5) to the last step \
        at which as much is in progress as then. Where nothing is steady, the whole run; its samples/s says “run”.
        ± is half the width of the interval (`run: {confidence: 0.95}`), from means of independent replications (Student's t).
        """

    private static let loop = """
        Where the training loop's time goes (`loop` and `waits` in `--json`): computation, copies, launches, host, barrier, \
        interruptions, starved, boundaries (start-up and end of epochs) and waiting add up to 1. Each instant of waiting is \
        charged to the work that the next element then depends on, in its stage, and to what that work waits for or does: \
        disk (storage and its line), worker (the line for a thread), core (the line for a core), lock, computation, order \
        (finished results wait for it), passingOn (elements are put together, or move between threads, processes and devices).
        """
}
