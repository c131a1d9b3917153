import Foundation
import Measurements
package import PipelineLint
import PipelineRuns
import ScenarioFiles

/// What `overlap lint` says, for people and for editors that look for `file:line:column:`.
package struct LintText {
    private let report: LintReport
    private let style: TextStyle

    /// - Parameter report: what was found.
    package init(report: LintReport, style: TextStyle) {
        self.report = report
        self.style = style
    }

    private var columns: Int { style.columnsOfSentences }

    /// The text: findings and notes, then one line that counts them.
    package var text: String {
        let paragraphs = report.findings.map { lines(of: $0).joined(separator: "\n") + "\n" }
        return (paragraphs + [footer.joined(separator: "\n") + "\n"]).joined(separator: "\n")
    }

    private func lines(of finding: Finding) -> [String] {
        let stage = finding.stage
        let isNote = finding.level == .note
        let head =
            "\(visible(stage.file)):\(stage.line):\(stage.column): \(isNote ? "note: " : "")\(finding.rule.id.rawValue)"
        var lines = [Emphasis.bold(head, colour: style.hasColour)]
        lines += wrapped("\(capitalised(finding.problem)) \(finding.rule.reason)", indent: "  ")
        if finding.occurrences.count < report.variants.count || finding.occurrences.count == 1 {
            let names = finding.occurrences.map(\.variant).joined(separator: "; ")
            if names != "base" { lines += wrapped("in: \(names)", indent: "  ", hanging: "      ") }
        } else {
            lines.append("  in: all variants")
        }
        let isAssumption = finding.rule.concern == .assumption
        lines += wrapped("\(isAssumption ? "try" : "fix"): \(finding.fix)", indent: "  ", hanging: "       ")
        if !isNote || isAssumption { lines += changes(of: finding) }
        return lines + effects(of: finding)
    }

    /// As an option when it is one, else as YAML.
    private func changes(of finding: Finding) -> [String] {
        guard let first = finding.occurrences.first else { return [] }
        let isList = first.changes.contains { $0.path == "pipeline" }
        let lines =
            isList
            ? first.changes.flatMap(\.yamlLines)
            : [first.changes.map { "--set \(shellWord("\($0.path)=\($0.value)"))" }.joined(separator: " ")]
        let differ = finding.occurrences.contains { $0.changes.map(\.value) != first.changes.map(\.value) }
        let owner = differ ? ["       (as `\(first.variant)` has it)"] : []
        return owner + lines.map { "       \($0)" }
    }

    private func effects(of finding: Finding) -> [String] {
        let width = finding.occurrences.map(\.variant.count).max() ?? 0
        let isAlone = finding.occurrences.count == 1
        let label = finding.rule.concern == .assumption ? "then: " : "gain: "
        return finding.occurrences.enumerated().flatMap { index, occurrence in
            let name = isAlone ? "" : occurrence.variant.padding(toLength: width + 2, withPad: " ", startingAt: 0)
            let start = index == 0 ? label : "      "
            let text = LintEffectText(rule: finding.rule, occurrence: occurrence).text
            let indent = String(repeating: " ", count: 8 + name.count)
            return Paragraph.lines(text, columns: columns - indent.count).enumerated().map { line, text in
                (line == 0 ? "  \(start)\(name)" : indent) + text
            }
        }
    }

    private var footer: [String] {
        let findings = report.findings.count { $0.level == .finding }
        let notes = report.findings.count - findings
        let variants = report.variants.count.counted("variant")
        let counts = "\(findings.counted("finding")), \(notes.counted("note")) in \(variants)."
        let replications = Set(report.findings.flatMap(\.occurrences).compactMap { $0.effect.speedUp?.count }).sorted()
        let runs = replications.isEmpty ? "" : " Replications of each: \(range(replications))."
        let silenced = report.silenced.map(\.rawValue).joined(separator: ", ")
        return wrapped(counts + runs, indent: "")
            + (silenced.isEmpty ? [] : wrapped("Silenced in the file: \(silenced).", indent: ""))
    }

    private func range(_ numbers: [Int]) -> String {
        guard let first = numbers.first, let last = numbers.last else { return "" }
        return first == last ? "\(first)" : "\(first)–\(last)"
    }

    private func wrapped(_ text: String, indent: String, hanging: String? = nil) -> [String] {
        let hanging = hanging ?? indent
        return Paragraph.lines(text, columns: columns - hanging.count).enumerated().map { index, line in
            (index == 0 ? indent : hanging) + line
        }
    }

    /// A sentence; one that begins with a name stays as it is.
    private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// The simulated effect of a fix in one variant, as a sentence without a full stop.
struct LintEffectText {
    let rule: LintRule
    let occurrence: Finding.Occurrence

    var text: String {
        let effect = occurrence.effect
        if let failure = effect.before.failure ?? effect.after.failure { return "not known: \(failure)" }
        let parts = [memory(effect), speed(effect)].compactMap { $0 }
        return parts.joined(separator: "; ")
    }

    private func speed(_ effect: FixEffect) -> String? {
        guard let ratio = effect.speedUp else { return nil }
        let samples = "\(QuantityFormat.text(ratio)) × samples/s"
        if rule.concern == .assumption {
            guard let epoch = effect.epochSpeedUp, (epoch.mean - 1).magnitude >= 0.01 else { return samples }
            return "\(samples); epochs, the first included, \(QuantityFormat.text(epoch)) × as fast"
        }
        if effect.isFaster {
            guard let epoch = effect.epochSpeedUp, !FixEffect.isGain(ratio) else { return samples }
            return "epochs, the first included, \(QuantityFormat.text(epoch)) × as fast "
                + "(\(samples) in the \(effect.isOfWholeRun ? "whole run" : "steady part"))"
        }
        if let upper = ratio.upper, upper < 1, ratio.mean < 0.995 { return "costs throughput: \(samples)" }
        return rule.concern == .performance ? "no measurable gain here: \(samples)" : samples
    }

    private func memory(_ effect: FixEffect) -> String? {
        let (before, after) = (effect.before, effect.after)
        func size(_ bytes: Double) -> String { QuantityFormat.bytes(bytes) }
        switch (before.outOfMemory, after.outOfMemory) {
        case (let old?, nil):
            let peak = after.peakBytes.map { "; peak \(size($0)) with it" } ?? ""
            return "out of memory after \(QuantityFormat.seconds(old.seconds)) without it\(peak)"
        case (nil, let new?):
            return "out of memory with it, after \(QuantityFormat.seconds(new.seconds)): there is too little"
        case (.some, .some): return "out of memory with it and without"
        case (nil, nil):
            guard rule.concern == .memory, let old = before.peakBytes, let new = after.peakBytes else { return nil }
            let sizes = DifferingTexts(new, old) { QuantityFormat.bytes($0, digits: $1) }
            return "peak memory \(sizes.first) instead of \(sizes.second)"
        }
    }
}
