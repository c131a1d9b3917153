import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// The tables of a plan's report: what changes, figures before and after, and what one step less comes to.
struct PlanTables {
    let plan: Plan
    private var words: PlanWords { PlanWords(plan: plan) }

    // MARK: - What changes

    /// `~ cpu.cores: 8 → 16`, a line for each change, then what stays.
    var changes: [String] {
        let axes = plan.question.axes
        let lines = plan.differences.map { axis, before, after in
            return visible("  ~ \(axes[axis].paths.joined(separator: " = ")): \(before) → \(after)")
        }
        guard let best = plan.best else { return [] }
        let changed = plan.differences.map(\.axis)
        let values = plan.candidates[best].values
        let kept = axes.indices.filter { !changed.contains($0) }.map { axis in
            visible("    \(axes[axis].paths.joined(separator: " = ")): \(axes[axis].values[values[axis]].text)")
        }
        return lines + kept
    }

    // MARK: - Before and after

    private struct Row {
        var head: String
        var cell: (PlanTrial) -> String
    }

    /// The figures of the scenario as it is and of the plan.
    func figures(_ style: TextStyle) -> [String] {
        guard let planned = plan.planned else { return [] }
        let head = ["", "today", "planned"]
        let lines = rows.map { row in [row.head, row.cell(plan.today), row.cell(planned)] }
            .filter { Set($0.dropFirst()) != ["–"] }
        return Table(
            alignments: [.left, .right, .right], rows: ([head] + lines).map { $0.map { Table.Cell($0) } }
        ).lines(colour: style.hasColour)
    }

    private var rows: [Row] {
        let names = ["acceleratorUtilisation", "samplesPerSecond", "epochSeconds", "peakBytes"]
        let usual = names.compactMap(Metric.named)
        let asked = plan.question.conditions.map(\.metric).filter { metric in
            !usual.contains { $0.name == metric.name }
        }
        return (asked + usual).map { metric in
            Row(head: metric.name == Metric.samplesPerSecond.name ? "samples/s" : metric.label) { trial in
                if trial.outOfMemory != nil { return "out of memory" }
                return trial.summary.estimate(metric).map { QuantityFormat.text($0) } ?? "–"
            }
        } + money
    }

    private var money: [Row] {
        guard let currency = plan.question.basis.prices?.currency else { return [] }
        return [
            Row(head: "cost per hour") { trial in
                words.cost(of: trial).map { MoneyText.text($0.perHour, currency) } ?? "–"
            },
            Row(head: "cost per epoch") { trial in
                words.cost(of: trial)?.perEpoch.map { MoneyText.text($0.mean, currency) } ?? "–"
            },
        ]
    }

    // MARK: - One step less

    /// What one step less of each setting comes to, with the others as planned.
    func steps(_ style: TextStyle) -> [String] {
        guard let best = plan.best, !plan.stepsBelow.isEmpty else { return [] }
        let isPriced = plan.question.basis.prices != nil
        let head =
            ["setting", "plan", "one less"] + plan.question.conditions.map(\.text)
            + ["", "saves"].prefix(isPriced ? 2 : 1)
        let rows = plan.stepsBelow.map { step in
            let axis = plan.question.axes[step.axis]
            let own = axis.values[plan.candidates[best].values[step.axis]].text
            return [visible(axis.name), visible(own), visible(axis.values[step.value].text)] + result(step, isPriced)
        }
        let alignments: [Table.Alignment] =
            [.left, .right, .right] + plan.question.conditions.map { _ in .right } + [.left]
            + (isPriced ? [.right] : [])
        return Table(alignments: alignments, rows: ([head] + rows).map { $0.map { Table.Cell($0) } })
            .lines(colour: style.hasColour)
    }

    /// The target's figures, what they say, and what is saved.
    private func result(_ step: Plan.Step, _ isPriced: Bool) -> [String] {
        let count = plan.question.conditions.count
        func cells(_ word: String, _ saved: String = "–") -> [String] {
            Array(repeating: "–", count: count) + [word] + (isPriced ? [saved] : [])
        }
        guard let position = step.candidate else { return cells(plan.isFinished ? "not possible" : "not tried") }
        let saved = saving(position)
        guard let trial = plan.trials[position] else {
            return cells(plan.isExcluded(position) ? "out of reach" : "not tried", saved)
        }
        guard trial.outOfMemory == nil else { return cells("not enough memory", saved) }
        let figures = trial.figures(plan.question.conditions).map(LimitFigure.text)
        return figures + [PlanWord.of(trial.verdict)] + (isPriced ? [saved] : [])
    }

    /// What a configuration costs less than the plan, for an hour.
    private func saving(_ position: Int) -> String {
        guard let best = plan.best, let prices = plan.question.basis.prices,
            let own = plan.candidates[best].hourly?.perHour,
            let other = plan.candidates[position].hourly?.perHour
        else { return "–" }
        let saved = own - other
        return saved.magnitude < 1e-9 * own.magnitude
            ? "nothing" : "\(MoneyText.text(saved, prices.currency)) an hour"
    }
}

/// Verdicts of trials, each in a word.
enum PlanWord {
    /// `met`, `missed` or `not resolved`.
    static func of(_ verdict: ThresholdVerdict) -> String {
        switch verdict {
        case .met: "met"
        case .missed: "missed"
        case .open: "not resolved"
        }
    }

    /// The same as files have it.
    static func file(_ verdict: ThresholdVerdict) -> String { verdict == .open ? "notResolved" : of(verdict) }
}
