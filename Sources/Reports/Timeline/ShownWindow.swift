import Timelines

/// The part of timelines in which a text shows how loading and training alternate.
///
/// A text has few columns. Where training steps or the gaps between them are shorter than some columns, fewer steps are
/// shown, so that each takes more of them.
struct ShownWindow {
    private let figures: [TimelineFigure]
    private let columns: Int

    /// Columns that a step, and a gap between steps, should have.
    private static let enoughColumns = 3.0
    /// Steps that are shown at least.
    private static let fewestSteps = 3
    /// An accelerator that is idle, or busy, for less than a twentieth of the time does not alternate.
    private static let leastPart: Int64 = 20

    init(of figures: [TimelineFigure], columns: Int) {
        self.figures = figures
        self.columns = columns
    }

    /// The figures as far as they are shown.
    var shown: [TimelineFigure] {
        var shown = figures
        var steps = figures.map(\.timeline.finishedSteps).compactMap(\.first).max() ?? 0
        while steps > Self.fewestSteps, !shown.allSatisfy(resolves) {
            steps -= 1
            shown = cut(afterStep: steps)
        }
        return shown
    }

    /// All figures end with the one that takes longest.
    private func cut(afterStep step: Int) -> [TimelineFigure] {
        let ends = figures.map { figure in
            let ends = figure.timeline.stepEnds(ofAccelerator: 0)
            return ends.indices.contains(step - 1) ? ends[step - 1] : figure.timeline.window.upperBound
        }
        guard let end = ends.max() else { return figures }
        return figures.map { TimelineFigure(title: $0.title, timeline: $0.timeline.ending(at: end)) }
    }

    private func resolves(_ figure: TimelineFigure) -> Bool {
        figure.timeline.lanes.filter(\.group.isOfSteps).allSatisfy { resolves($0, in: figure.timeline.window) }
    }

    private func resolves(_ lane: Lane, in window: Range<Int64>) -> Bool {
        var (runs, busy) = (Int64(0), Int64(0))
        var last: Int64?
        for span in lane.spans {
            if last != span.begin { runs += 1 }
            busy += span.nanoseconds
            last = span.end
        }
        let shown = window.upperBound - max(window.lowerBound, lane.firstBegin)
        let idle = shown - busy
        guard runs > 0, min(busy, idle) > shown / Self.leastPart else { return true }
        let shorter = min(Double(busy) / Double(runs), Double(idle) / Double(max(1, runs - 1)))
        return shorter >= Self.enoughColumns * Double(window.count) / Double(max(1, columns))
    }
}
