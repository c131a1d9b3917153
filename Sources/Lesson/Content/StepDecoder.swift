import Foundation
import PipelineRuns
import ScenarioFiles

/// Reads a step from YAML; notes every mistake and goes on.
struct StepDecoder {
    private var log = DiagnosticLog()

    private static let keys = [
        "title", "opening", "kitchen", "sides", "scenario", "set", "question", "hint", "answer", "choices", "show",
        "why", "trueWhere", "try",
    ]

    /// The step of a text.
    ///
    /// - Parameters:
    ///   - id: how a learner names it.
    ///   - name: what messages call the file.
    /// - Throws: when it is not YAML, a key is unknown, missing or has no such value.
    static func step(_ text: String, id: String, name: String) throws(LessonError) -> LessonStep {
        do throws(ScenarioFileError) {
            let accepted = "a step of the lesson: a mapping with `title`, `question`, …"
            let root = try YAMLDocument(Data(text.utf8), name: name, accepted: accepted).root
            var decoder = StepDecoder()
            let step = decoder.step(root, id: id)
            try decoder.log.throwIfAny()
            guard let step else { preconditionFailure("a step that is not decoded leaves a diagnostic") }
            return step
        } catch {
            throw .badStep(error)
        }
    }

    /// What surrounds the steps.
    ///
    /// - Throws: as `step` does.
    static func frame(_ text: String, name: String) throws(LessonError) -> Lesson.Frame {
        do throws(ScenarioFileError) {
            let accepted = "a mapping with `opening`, `picture`, `kitchen` and `remember`"
            let root = try YAMLDocument(Data(text.utf8), name: name, accepted: accepted).root
            var decoder = StepDecoder()
            let frame = decoder.frame(root)
            try decoder.log.throwIfAny()
            guard let frame else { preconditionFailure("a frame that is not decoded leaves a diagnostic") }
            return frame
        } catch {
            throw .badStep(error)
        }
    }

    private mutating func frame(_ root: DocumentNode) -> Lesson.Frame? {
        guard let keys = mapping(root, ["opening", "picture", "kitchen", "remember"]) else { return nil }
        let (opening, picture, kitchen) = (text(keys, "opening"), text(keys, "picture"), text(keys, "kitchen"))
        let remember = required(keys, "remember").flatMap { texts($0) }
        guard let opening, let picture, let kitchen, let remember else { return nil }
        return Lesson.Frame(opening: opening, picture: picture, kitchen: kitchen, remember: remember)
    }

    private mutating func step(_ root: DocumentNode, id: String) -> LessonStep? {
        guard let keys = mapping(root, Self.keys) else { return nil }
        let (title, opening) = (text(keys, "title"), text(keys, "opening"))
        let (kitchen, question) = (text(keys, "kitchen"), text(keys, "question"))
        let (hint, why) = (text(keys, "hint"), text(keys, "why"))
        let run = run(keys)
        let sides = keys["sides"].map { self.sides($0) }
        let expression = required(keys, "answer").flatMap { self.expression($0) }
        let choices = required(keys, "choices").flatMap { self.choices($0) }
        let picture = required(keys, "show").flatMap { self.picture($0) }
        let trial = required(keys, "try").flatMap { self.trial($0) }
        let exception = keys["trueWhere"].map { self.exception($0, run) }
        guard let title, let opening, let kitchen, let question, let hint, let why, let run, let expression,
            let choices, let picture, let trial, log.diagnostics.isEmpty
        else { return nil }
        return LessonStep(
            id: id, title: title, opening: opening, kitchen: kitchen, sides: sides ?? nil, run: run,
            question: question, hint: hint, choices: choices, expression: expression, picture: picture, why: why,
            exception: exception ?? nil, trial: trial)
    }

    // MARK: - Parts

    private mutating func run(_ keys: Keys) -> LessonRun? {
        guard let name = text(keys, "scenario") else { return nil }
        guard BuiltInScenarios.names.contains(name) else {
            log.report(
                "there is no scenario \(quoted(name))", at: keys.location(of: "scenario"),
                accepted: BuiltInScenarios.names.map(quoted).joined(separator: ", "),
                suggestion: nearestName(to: name, among: BuiltInScenarios.names))
            return nil
        }
        let changes = keys["set"].map { texts($0) ?? [] }
        return LessonRun(scenario: name, changes: changes ?? [])
    }

    private mutating func sides(_ node: DocumentNode) -> LessonStep.Sides? {
        guard let keys = mapping(node, ["wrong", "right"]) else { return nil }
        let (wrong, right) = (text(keys, "wrong"), text(keys, "right"))
        guard let wrong, let right else { return nil }
        return LessonStep.Sides(wrong: wrong, right: right)
    }

    private mutating func choices(_ node: DocumentNode) -> [LessonStep.Choice]? {
        guard let items = node.items, (3...9).contains(items.count) else {
            log.report("three to nine choices are needed", at: node.location, accepted: "a list of choices")
            return nil
        }
        return items.compactMap { choice($0) }
    }

    private mutating func choice(_ node: DocumentNode) -> LessonStep.Choice? {
        guard let keys = mapping(node, ["say", "when", "is", "believes", "but"]) else { return nil }
        let say = text(keys, "say")
        let match: LessonStep.Match?
        if let name = keys["is"] {
            match = text(name).map { .variant($0) }
        } else {
            match = required(keys, "when").flatMap { range($0) }.map { .range($0) }
        }
        var misconception: LessonStep.Misconception?
        if keys["believes"] != nil || keys["but"] != nil {
            guard let belief = text(keys, "believes"), let rebuttal = text(keys, "but") else { return nil }
            misconception = LessonStep.Misconception(belief: belief, rebuttal: rebuttal)
        }
        guard let say, let match else { return nil }
        return LessonStep.Choice(text: say, match: match, misconception: misconception)
    }

    private mutating func picture(_ node: DocumentNode) -> LessonPicture? {
        guard let keys = mapping(node, ["timeline", "from", "to", "bars", "of"]) else { return nil }
        if let timeline = keys["timeline"] {
            let (from, to) = (keys["from"].flatMap { text($0) }, keys["to"].flatMap { text($0) })
            return texts(timeline).map { .timeline(variants: $0, from: from, to: to) }
        }
        let metric = required(keys, "bars").flatMap { self.metric($0) }
        let variants = required(keys, "of").flatMap { texts($0) }
        guard let metric, let variants else { return nil }
        return .bars(metric: metric.name, variants: variants)
    }

    private mutating func trial(_ node: DocumentNode) -> LessonTrial? {
        guard let keys = mapping(node, ["ask", "change", "value"]) else { return nil }
        let (ask, change, value) = (text(keys, "ask"), text(keys, "change"), text(keys, "value"))
        guard let ask, let change, let value else { return nil }
        return LessonTrial(question: ask, path: change, value: value)
    }

    private mutating func exception(_ node: DocumentNode, _ run: LessonRun?) -> LessonException? {
        guard let keys = mapping(node, ["text", "scenario", "set", "answer", "when"]) else { return nil }
        let text = text(keys, "text")
        let own = keys["scenario"] == nil ? changed(run, keys) : self.run(keys)
        let expression = required(keys, "answer").flatMap { self.expression($0) }
        let range = required(keys, "when").flatMap { self.range($0) }
        guard let text, let own, let expression, let range else { return nil }
        return LessonException(text: text, run: own, expression: expression, range: range)
    }

    private mutating func changed(_ run: LessonRun?, _ keys: Keys) -> LessonRun? {
        let changes = keys["set"].map { texts($0) ?? [] } ?? []
        return run.map { LessonRun(scenario: $0.scenario, changes: $0.changes + changes) }
    }
}

// MARK: - Expressions

extension StepDecoder {
    private static let kinds = ["value", "ratio", "highest", "lowest", "outOfMemory"]

    private mutating func expression(_ node: DocumentNode) -> AnswerExpression? {
        guard mapping(node, Self.kinds) != nil else { return nil }
        guard node.entries?.count == 1, let entry = node.entries?.first else {
            log.report("one expression is needed", at: node.location, accepted: list(Self.kinds))
            return nil
        }
        switch entry.key {
        case "value": return figure(entry.value).map { .value($0) }
        case "ratio": return ratio(entry.value)
        case "outOfMemory": return texts(entry.value).map { .outOfMemory(among: $0) }
        default: return best(entry.value, isHighest: entry.key == "highest")
        }
    }

    /// `stallFraction of loading 300 ms`.
    private mutating func figure(_ node: DocumentNode) -> RunFigure? {
        guard let text = text(node) else { return nil }
        guard let of = text.firstRange(of: " of ") else {
            log.report(
                "\(quoted(text)) is not a figure of a variant", at: node.location,
                accepted: "`metric of variant`, such as `stallFraction of taking turns`")
            return nil
        }
        guard let metric = metric(String(text[..<of.lowerBound]), at: node) else { return nil }
        return RunFigure(metric: metric, variant: String(text[of.upperBound...]))
    }

    private mutating func ratio(_ node: DocumentNode) -> AnswerExpression? {
        guard let items = node.items, items.count == 2 else {
            log.report(
                "a ratio is of two figures", at: node.location, accepted: "`[metric of variant, metric of variant]`")
            return nil
        }
        let (first, second) = (figure(items[0]), figure(items[1]))
        guard let first, let second else { return nil }
        return .ratio(first, second)
    }

    private mutating func best(_ node: DocumentNode, isHighest: Bool) -> AnswerExpression? {
        guard let keys = mapping(node, ["metric", "among"]) else { return nil }
        let metric = required(keys, "metric").flatMap { self.metric($0) }
        let among = required(keys, "among").flatMap { texts($0) }
        guard let metric, let among else { return nil }
        return isHighest ? .highest(metric, among: among) : .lowest(metric, among: among)
    }

    private mutating func metric(_ node: DocumentNode) -> Metric? {
        text(node).flatMap { metric($0, at: node) }
    }

    private mutating func metric(_ name: String, at node: DocumentNode) -> Metric? {
        if let metric = Metric.named(name) { return metric }
        let known = Metric.all.map(\.name)
        log.report(
            "there is no figure \(quoted(name))", at: node.location, accepted: list(known),
            suggestion: nearestName(to: name, among: known))
        return nil
    }

    /// `0.4..0.6`, `40 %..60 %`, or one number.
    private mutating func range(_ node: DocumentNode) -> ClosedRange<Double>? {
        guard let text = text(node) else { return nil }
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { Self.number(String($0)) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low <= high else {
            log.report(
                "\(quoted(text)) is not a range", at: node.location, accepted: "`0.4..0.6`, `40 %..60 %`, or a number")
            return nil
        }
        return low...high
    }

    private static func number(_ text: String) -> Double? {
        let isShare = text.hasSuffix("%")
        let digits = (isShare ? text.dropLast() : text[...]).filter { $0 != " " }
        guard let value = Double(digits), value.isFinite else { return nil }
        return isShare ? value / 100 : value
    }
}

// MARK: - Nodes

extension StepDecoder {
    /// The values of a mapping, and where they are.
    struct Keys {
        let node: DocumentNode

        subscript(key: String) -> DocumentNode? { node[key] }

        func location(of key: String) -> Location { node[key]?.location ?? node.location }
    }

    private mutating func mapping(_ node: DocumentNode, _ known: [String]) -> Keys? {
        guard let entries = node.entries else {
            log.report(
                "\(node.summary) is not accepted here", at: node.location, accepted: "a mapping with \(list(known))")
            return nil
        }
        for entry in entries where !known.contains(entry.key) {
            log.report(
                "unknown key \(quoted(entry.key))", at: entry.keyLocation, accepted: list(known),
                suggestion: nearestName(to: entry.key, among: known))
        }
        return Keys(node: node)
    }

    private mutating func required(_ keys: Keys, _ key: String) -> DocumentNode? {
        if let node = keys[key] { return node }
        log.report("\(quoted(key)) is missing", at: keys.node.location)
        return nil
    }

    private mutating func text(_ keys: Keys, _ key: String) -> String? {
        required(keys, key).flatMap { text($0) }
    }

    private mutating func text(_ node: DocumentNode) -> String? {
        if let text = node.text?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty { return text }
        log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a text")
        return nil
    }

    private mutating func texts(_ node: DocumentNode) -> [String]? {
        guard let items = node.items, !items.isEmpty else {
            log.report("\(node.summary) is not accepted here", at: node.location, accepted: "a list of texts")
            return nil
        }
        let texts = items.compactMap { text($0) }
        return texts.count == items.count ? texts : nil
    }

    private func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }
}
