import PipelineRuns

/// The figures of an outcome that relations compare: the one place that lists them.
struct ComparedFigures {
    /// How a figure follows when all times are multiplied.
    enum Kind { case time, rate, plain }

    /// A figure by name; nil where the run defines none.
    private(set) var values: [String: (value: Double?, kind: Kind)] = [:]
    /// What is said in words.
    private(set) var words: String

    /// - Parameter ignored: names of stages that only one of two scenarios has.
    init(_ outcome: Outcome, without ignored: Set<String> = [NeutralStage.name]) {
        switch outcome {
        case .failed(let reason): words = reason
        case .outOfMemory(let exhaustion):
            words = "out of memory"
            values = [
                "seconds": (exhaustion.seconds, .time), "needed": (Double(exhaustion.neededBytes), .plain),
                "held": (Double(exhaustion.stageBytes), .plain),
            ]
        case .completed(let report, _):
            words = "window: \(report.window.rawValue)"
            add(report, without: ignored)
        }
    }

    private mutating func add(_ report: RunReport, without ignored: Set<String>) {
        for metric in Metric.all { values[metric.name] = (metric.value(report), Self.kind(of: metric.unit)) }
        values["simulatedSeconds"] = (report.simulatedSeconds, .time)
        values["steps"] = (Double(report.steps), .plain)
        values["samples"] = (Double(report.samples), .plain)
        values["windowSteps"] = (Double(report.windowSteps), .plain)
        // By place: another stage of its kind before it changes the name of a stage that has none of its own.
        for (place, stage) in report.stages.filter({ !ignored.contains($0.name) }).enumerated() {
            values["stage \(place): utilisation"] = (stage.utilisation, .plain)
            values["stage \(place): elements"] = (stage.meanElements, .plain)
            values["stage \(place): most elements"] = (Double(stage.maximumElements), .plain)
            values["stage \(place): most bytes"] = (Double(stage.maximumBytes), .plain)
            values["stage \(place): empty"] = (stage.emptyFraction, .plain)
            values["stage \(place): full"] = (stage.fullFraction, .plain)
            values["stage \(place): tuned"] = (stage.tunedValue.map(Double.init), .plain)
        }
        for resource in report.resources {
            values["\(resource.name): utilisation"] = (resource.utilisation, .plain)
            values["\(resource.name): waiting"] = (resource.meanWaiting, .plain)
            values["\(resource.name): wait"] = (resource.meanWaitSeconds, .time)
        }
    }

    private static func kind(of unit: Metric.Unit) -> Kind {
        switch unit {
        case .samplesPerSecond, .batchesPerSecond, .bytesPerSecond: .rate
        case .seconds: .time
        case .fraction, .bytes, .count: .plain
        }
    }

    /// How these figures differ from others, whose times are so many times as long; empty when they do not.
    func differences(from other: ComparedFigures, slowness: Double = 1) -> [String] {
        var differences = words == other.words ? [] : ["\(words) against \(other.words)"]
        for name in Set(values.keys).union(other.values.keys).sorted() {
            let (one, another) = (values[name], other.values[name])
            let expected = another?.value.map { Self.scaled($0, another?.kind ?? .plain, slowness) }
            if !Self.agree(one?.value, expected, name) {
                differences.append("\(name): \(text(one?.value)) against \(text(expected))")
            }
        }
        return differences
    }

    private static func scaled(_ value: Double, _ kind: Kind, _ slowness: Double) -> Double {
        switch kind {
        case .time: value * slowness
        case .rate: value / slowness
        case .plain: value
        }
    }

    /// To the last bits; percentiles are as exact as the histogram that they come from.
    private static func agree(_ one: Double?, _ other: Double?, _ name: String) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        let tolerance = name.hasPrefix("step") && name.hasSuffix("Seconds") ? 2e-3 : 1e-9
        return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-9)
    }

    private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "nothing" }
}
