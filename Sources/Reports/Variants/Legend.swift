import Foundation
import Measurements
package import PipelineRuns
import Pipelines

/// What stands under a table: how to read it, and how it came about.
package struct Legend {
    private let summaries: [VariantSummary]
    /// How real runs were made; nil for a simulation.
    private let measured: [String]?

    /// - Parameter measured: how real runs were made; nil for a simulation.
    package init(summaries: [VariantSummary], measured: [String]? = nil) {
        self.summaries = summaries
        self.measured = measured
    }

    /// What there is to say about the figures, in paragraphs to be wrapped.
    var remarks: [String] {
        opposedOrder + unlikeEpochs + utilisations + tunedValues + bottlenecks + repeatedUses + rewrites
    }

    /// What each column means, in lines of at most `columns` characters; nothing when no variant has figures.
    func columns(of table: ComparisonTable, columns: Int) -> [String] {
        guard summaries.contains(where: { $0.outOfMemory == nil }) else { return [] }
        let meanings = table.meanings
        let indent = String(repeating: " ", count: (meanings.map(\.head.count).max() ?? 0) + 2)
        return meanings.flatMap { head, meaning in
            let lines = Paragraph.lines(meaning, columns: columns - indent.count)
            return lines.enumerated().map { index, line in
                (index == 0 ? head.padding(toLength: indent.count, withPad: " ", startingAt: 0) : indent) + line
            }
        }
    }

    /// How the figures came about, in paragraphs to be wrapped.
    package var origin: [String] {
        guard let first = summaries.first(where: { $0.outOfMemory == nil }) else { return [] }
        let several =
            summaries.contains { $0.scenario.platform.gpu.count > 1 }
            ? [
                "Of several accelerators each has a pipeline of its own; AU, stall, barrier and GPU are means over them."
            ] : []
        if let measured {
            return several + ["Measured on this machine: seed \(first.scenario.run.seed), \(runs)."] + measured
        }
        return several + ["Seed \(first.scenario.run.seed), \(replications), \(events) events\(engines)."]
    }

    /// What each variant's bottleneck means, variants with the same one together.
    private var bottlenecks: [String] {
        var names: [(explanation: String, variants: [String])] = []
        for summary in summaries {
            guard let bottleneck = summary.bottleneck else { continue }
            let explanation = bottleneck.explanation
            if let index = names.firstIndex(where: { $0.explanation == explanation }) {
                names[index].variants.append(summary.scenario.variant)
            } else {
                names.append((explanation, [summary.scenario.variant]))
            }
        }
        return names.map { "\($0.variants.joined(separator: ", ")): \($0.explanation)." }
    }

    /// Variants in which samples/s and speed-up flatter, because accelerators do the same work.
    private var repeatedUses: [String] {
        let variants = summaries.filter { summary in
            summary.scenario.platform.gpu.count > 1 && (summary.estimate(.usesPerSample)?.value ?? 0) > 1.001
        }
        if variants.isEmpty { return [] }
        return [
            "\(variants.map(\.scenario.variant).joined(separator: ", ")): accelerators use the same samples, and samples/s and "
                + "speed-up count each use: compare epochs."
        ]
    }

    /// Where the shortest run is not the one that is fastest once started.
    private var opposedOrder: [String] {
        guard let order = OpposedOrder(summaries) else { return [] }
        let time = QuantityFormat.seconds(order.shorter.runSeconds)
        let hasLaterEpochs = order.faster.windows.contains { $0.window == .laterEpochs }
        return [
            "\(order.isShortest ? "shortest" : "shorter") run: \(order.shorter.scenario.variant), \(time); "
                + "\(order.faster.scenario.variant) is faster only \(hasLaterEpochs ? "after its first epoch" : "once started")."
        ]
    }

    /// Where AU leaves out so much that it goes with no other column, and where it leaves nothing over.
    private var utilisations: [String] {
        let withFigures = summaries.filter { $0.outOfMemory == nil }
        let few = withFigures.filter { $0.utilisationSteps < UtilisationReport.fewestSteps }
        let partial = withFigures.filter { summary in
            guard let utilisation = summary.estimate(.acceleratorUtilisation)?.value,
                let trainer = summary.estimate(.trainerUtilisation)?.value
            else { return false }
            return abs(utilisation - trainer) > Self.likeShares && summary.utilisationLeftOut ?? 0 > Self.likeShares
        }
        let left = partial.map { summary in
            "\(QuantityFormat.percent(summary.utilisationLeftOut ?? 0)) of the time of \(summary.scenario.variant)"
        }
        return (left.isEmpty ? [] : ["AU leaves out each epoch's first step: \(left.joined(separator: ", "))."])
            + (few.isEmpty ? [] : [Self.tooFewSteps(few)])
    }

    /// Why there is no AU: a checkpoint within an epoch ends a stretch of steps as the epoch's end does.
    private static func tooFewSteps(_ summaries: [VariantSummary]) -> String {
        let hasStretches = summaries.contains { $0.scenario.pipeline.training.checkpoint?.steps != nil }
        let stretch = hasStretches ? "of each stretch between checkpoints" : "of each epoch"
        let variants = summaries.map(\.scenario.variant).joined(separator: ", ")
        return "no AU of \(variants): it leaves out the first step \(stretch), and fewer than "
            + "\(UtilisationReport.fewestSteps) are left."
    }

    /// Shares that differ by no more than this are not told apart.
    private static let likeShares = 0.02

    /// What the epochs took where the first differs from the later ones, as it does when a cache fills.
    private var unlikeEpochs: [String] {
        let epochs = summaries.compactMap { summary -> String? in
            guard let first = summary.estimate(.firstEpochSeconds)?.value,
                let later = summary.estimate(.laterEpochSeconds)?.value,
                abs(first - later) > Self.likeEpochs * later
            else { return nil }
            return "\(summary.scenario.variant) \(Self.epoch(first, summary.estimate(.firstEpochUtilisation))), "
                + "then \(Self.epoch(later, summary.estimate(.laterEpochsUtilisation)))"
        }
        return epochs.isEmpty ? [] : ["epochs, the first and then the others: \(epochs.joined(separator: "; "))."]
    }

    /// `49.0 s (AU 20 %)`.
    private static func epoch(_ seconds: Double, _ utilisation: Estimate?) -> String {
        QuantityFormat.seconds(seconds) + (utilisation.map { " (AU \(QuantityFormat.percent($0.value)))" } ?? "")
    }

    /// Epochs that differ by no more than this share are not told apart.
    private static let likeEpochs = 0.1

    /// What automatic tuning has come to, variants with the same result together.
    private var tunedValues: [String] {
        var results: [(values: String, variants: [String])] = []
        for summary in summaries {
            let values = summary.stages.compactMap { stage in stage.tunedValue.map { "\(stage.name) \($0)" } }
                .joined(separator: ", ")
            if values.isEmpty { continue }
            if let index = results.firstIndex(where: { $0.values == values }) {
                results[index].variants.append(summary.scenario.variant)
            } else {
                results.append((values, [summary.scenario.variant]))
            }
        }
        return results.map { "autotune (\($0.variants.joined(separator: ", "))): \($0.values)." }
    }

    /// What was done to the pipelines before they ran, variants with the same rewrites together.
    private var rewrites: [String] {
        var groups: [(rewrites: [AppliedRewrite], variants: [String])] = []
        for scenario in summaries.map(\.scenario) {
            let rewrites = scenario.appliedRewrites
            if let index = groups.firstIndex(where: { $0.rewrites == rewrites }) {
                groups[index].variants.append(scenario.variant)
            } else if !rewrites.isEmpty {
                groups.append((rewrites, [scenario.variant]))
            }
        }
        return groups.map { group in
            let rewrites = group.rewrites.map(\.description).joined(separator: "; ")
            return "\(group.variants.joined(separator: ", ")): rewrites: \(rewrites)."
        }
    }

    /// What the user must know before trusting the figures, variants with the same warning together.
    package var warnings: [String] {
        var groups: [(warning: String, variants: [String])] = []
        for summary in summaries {
            for warning in Self.warnings(summary) {
                if let index = groups.firstIndex(where: { $0.warning == warning }) {
                    groups[index].variants.append(summary.scenario.variant)
                } else {
                    groups.append((warning, [summary.scenario.variant]))
                }
            }
        }
        return groups.map { "\($0.variants.joined(separator: ", ")): \($0.warning)." }
    }

    /// What must be known of one variant, in sentences without full stops.
    package static func warnings(_ summary: VariantSummary) -> [String] {
        if let memory = summary.outOfMemory {
            return [text(memory, accelerators: summary.scenario.platform.gpu.count)]
        }
        let partial = summary.isPartial ? ["partial, because the run was cut short"] : []
        return partial + [precision(summary)].compactMap { $0 } + summary.windows.compactMap(text)
            + IncompleteCaches.warnings(summary.stages) + UnmetInterruptions.warnings(summary.scenario)
            + summary.lackingTimes.map(text)
    }

    private var runs: String {
        let counts = summaries.filter { $0.outOfMemory == nil }.map(\.replications)
        guard let most = counts.max(), most > 1 else { return "1 run, so that no interval is known" }
        return "\(most) runs of each variant"
    }

    private var replications: String {
        let counts = summaries.filter { $0.outOfMemory == nil }.map(\.replications)
        guard let fewest = counts.min(), let most = counts.max() else { return "no replication" }
        let number = fewest == most ? "\(fewest)" : "\(fewest)–\(most)"
        return most == 1 ? "1 replication, so that no interval is known" : "\(number) replications of each variant"
    }

    private var events: String {
        QuantityFormat.text(Double(summaries.reduce(0) { $0 + $1.events }), .samplesPerSecond)
    }

    /// What simulated them, unless it was the event engine alone.
    private var engines: String {
        let byRecurrence = summaries.count { $0.engines == [.recurrence] }
        if byRecurrence == summaries.count { return ", by recurrence" }
        let inPart = summaries.contains { $0.engines.contains(.recurrence) }
        return inPart ? ", by recurrence where there is one" : ""
    }

    private static func precision(_ summary: VariantSummary) -> String? {
        guard summary.precision == .notMet else { return nil }
        let wanted = summary.scenario.run.precision
        let achieved = summary.estimate(.samplesPerSecond)?.interval?.relativeHalfWidth
        let texts = DifferingTexts(wanted, achieved ?? .infinity) { decimalPercent($0, digits: $1 - 1) }
        return "the precision of ±\(texts.first) was not reached with "
            + "\(summary.replications.counted("replication")) (\(achieved == nil ? "unknown" : "±\(texts.second)")): allow more (`run: {maxReplications: …}`) or run longer"
    }

    private static func text(_ window: VariantSummary.WindowCount) -> String? {
        switch window.window {
        case .laterEpochs, .afterWarmUp: nil
        case .notConverged:
            "no end of the warm-up was found in \(window.count.counted("replication")): run more steps, or more epochs"
        case .tooShort:
            "\(window.count.counted("replication")) \(window.count == 1 ? "has" : "have") too few steps to tell the warm-up from the rest: "
                + "run more steps, or more epochs"
        case .wholeRun:
            "nothing is steady: buffers fill or empty all along, what the loop takes was made before, it slows down midway, "
                + "or workers have fewer than two rounds; samples/s is that of the whole run. More data or more epochs may "
                + "have a steady part"
        }
    }

    private static func text(_ times: DrawnTimes) -> String {
        "\(times.name): the \(times.count.counted("time")) drawn have a mean of "
            + "\(QuantityFormat.seconds(times.meanSeconds)), their distribution "
            + "\(QuantityFormat.seconds(times.expectedSeconds)): rare long ones hardly occurred, and figures are too good. More replications or longer runs "
            + "would draw them"
    }

    /// When a run ran out of memory, and what most of it was for.
    package static func text(_ memory: OutOfMemory, accelerators: Int) -> String {
        let bytes = DifferingTexts(Double(memory.neededBytes), Double(memory.capacityBytes)) {
            QuantityFormat.bytes($0, digits: $1)
        }
        return "out of memory after \(QuantityFormat.seconds(memory.seconds)): \(bytes.first) are needed and there are "
            + "\(bytes.second)\(accelerators > 1 ? " for each of \(accelerators) accelerators" : ""); most is in `\(memory.stage)`"
    }

    /// `0.25 %`: with two digits.
    private static func decimalPercent(_ value: Double, digits: Int) -> String {
        String(format: "%.\(digits)g", value * 100) + " %"
    }
}
