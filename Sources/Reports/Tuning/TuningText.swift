package import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// What automatic tuning reaches for people: the verdict, what was chosen over time, what to write instead.
package struct TuningText {
    private let tuning: Tuning

    /// Choices over time that have room in a table.
    private static let mostChoices = 4

    /// - Parameter tuning: of one variant.
    package init(_ tuning: Tuning) { self.tuning = tuning }

    /// The text, as its reader can show it.
    package func text(_ style: TextStyle) -> String {
        func sentences(_ texts: [String]) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: style.columnsOfSentences, indent: "  ") }
        }
        let parts = [sentences([verdict]), table, instead, sentences(notes)]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    // MARK: Verdict

    private var answer: PairedAnswer { tuning.comparison.answer(Tuning.best, against: Tuning.automatic) }

    private var indifference: String { QuantityFormat.chosen(tuning.comparison.family.indifference) }

    private var verdict: String {
        let name = tuning.scenario.variant
        switch answer.verdict {
        case .different:
            guard let change = sentence else { return "\(name): \(rates)." }
            return isBetter
                ? "\(name): automatic tuning is not the best: \(change): \(rates)."
                : "\(name): automatic tuning is better than all that was found: \(change): \(rates)."
        case .identical, .noDifference:
            return "\(name): automatic tuning does as well as the best that was found: no difference above "
                + "\(indifference): \(rates)."
        case .notResolved:
            return "\(name): not resolved" + (range.map { ": \($0)" } ?? "") + ": \(rates)."
        case .noFigure:
            return "\(name): no comparison: with the values that were found there are no figures."
        }
    }

    /// `` `best found` is 3.1 % ± 0.4 % faster than `automatic` ``.
    private var sentence: String? { change?.difference(of: "best found", from: .named("automatic")) }

    /// The same where it is not certain.
    private var range: String? { change?.range(of: "best found", from: .named("automatic")) }

    private var change: ChangeSentence? {
        guard let metric = tuning.comparison.family.metric, let effect = answer.effect else { return nil }
        let change = tuning.comparison.change(of: Tuning.best, against: Tuning.automatic)
        return ChangeSentence(metric, change, effect.difference)
    }

    private var isBetter: Bool { tuning.isWorthWriting }

    /// `445 against 372 samples/s`.
    private var rates: String {
        guard let metric = tuning.comparison.family.metric else { return "no figures" }
        let values = tuning.comparison.summaries.map {
            $0.estimate(metric).map { QuantityFormat.text($0.value, metric.unit) } ?? "–"
        }
        return "\(values[Tuning.best]) against \(values[Tuning.automatic])\(metric.isSpeed ? " samples/s" : "")"
    }

    // MARK: Choices

    private var table: [String] {
        let rows = tuning.parameters.indices.map { index in
            let parameter = tuning.parameters[index]
            return [
                parameter.path, overTime(parameter.stage), String(tuning.chosen[index]),
                parameter.isWritable ? String(tuning.found[index]) : "–",
            ]
        }
        return PlainTable(head: ["parameter", "chosen over time", "in the end", "best found"], rows: rows)
            .lines(isMarkdown: false)
    }

    private func overTime(_ stage: String) -> String {
        guard let choices = tuning.trace.choices[stage], let first = choices.first else { return "–" }
        guard choices.count > 1 else { return "\(first.value) at once" }
        let later = choices.dropFirst().map { "\($0.value) after \(QuantityFormat.seconds($0.seconds))" }
        let shown =
            later.count <= Self.mostChoices
            ? later : Array(later.prefix(Self.mostChoices - 1)) + ["…", later[later.count - 1]]
        return (["\(first.value)"] + shown).joined(separator: ", ")
    }

    // MARK: Advice

    private var instead: [String] {
        guard isBetter else { return [] }
        return ["Write instead:"]
            + tuning.settings.map { "  \($0.path): \($0.value)" + ($0.isOfNewStage ? ", in a new last stage" : "") }
    }

    private var notes: [String] {
        let kept = tuning.parameters.filter { !$0.isWritten && !$0.isWritable }
        var notes: [String] = []
        if let workers = tuning.workers, isBetter {
            notes.append(
                "More calls than the pool has threads need more threads: in TensorFlow "
                    + "`options.threading.private_threadpool_size = \(workers)`.")
        }
        if let tuned = held(Tuning.automatic), let other = held(Tuning.best) {
            notes.append("Buffers hold at most \(tuned) as tuned, \(other) with what was found.")
        }
        if tuning.learnsInEachEpoch {
            notes.append("Tuning begins anew in each epoch: what it has learnt is lost.")
        }
        if !kept.isEmpty {
            let names = kept.map { "`\($0.stage)`" }.joined(separator: ", ")
            notes.append("A rewrite makes \(names), so that no other value can be written there.")
        }
        if let judged { notes.append(judged) }
        notes.append(
            "\(tuning.configurations.counted("configuration")) were simulated in search of the best, three times each; the "
                + "comparison has other random numbers.")
        return notes
    }

    private var judged: String? {
        tuning.comparison.family.metric.map { metric in
            metric.name == Metric.runSamplesPerSecond.name
                ? "Judged by samples/s of the whole run, in which tuning learns."
                : ObjectiveText.sentence(.figure(metric), metric)
        }
    }

    private func held(_ position: Int) -> String? {
        tuning.comparison.summaries[position].estimate(.peakBufferedBytes)
            .flatMap { $0.value > 0 ? QuantityFormat.bytes($0.value) : nil }
    }
}
