import Experiments
import Foundation
import Measurements
import PipelineRuns
import ScenarioFiles

/// What a search for a knee has found, in sentences.
struct KneeVerdict {
    let knee: Knee

    /// The answer with its certainty, what it costs in memory, and whether the rate rises all along.
    var sentences: [String] { [answer] + [memory, decline].compactMap { $0 } }

    /// What files call the answer; one that an interruption left without anything is not resolved.
    static func word(_ answer: Knee.Answer?) -> String {
        switch answer {
        case .exact?: "exact"
        case .between?: "between"
        case .notResolved?, nil: "notResolved"
        case .onlyRuns?: "onlyRuns"
        case .noFigure?: "noFigure"
        }
    }

    private var answer: String {
        switch knee.answer {
        case .exact(let position)?: exact(position)
        case .between(let range)?: between(range)
        case .notResolved(let range)?:
            "not resolved: \(name(range.lowerBound)) or any \(isIncreasing ? "more" : "later value") up to "
                + "\(value(range.upperBound)) may be the \(superlative) within \(share) of the \(asymptote). \(open)"
        case .onlyRuns(let position)?:
            "nothing to compare: memory runs out at every other value that was tried; \(name(position)) runs, with "
                + "\(rate(position))."
        case .noFigure?: noFigure
        case nil: "interrupted before the asymptote was found."
        }
    }

    private func exact(_ position: Int) -> String {
        let first = position == 0 ? ", the \(superlative) value," : ""
        guard position != knee.asymptote else {
            let more = knee.asymptoteReason == .lastValue && isIncreasing ? "; a larger one may be faster" : ""
            return
                "\(name(position))\(first) is needed: \(nothingSmaller(position)), \(rate(position)) (\(certainty))\(more)."
        }
        let what = position == 0 ? "is" : "is the \(superlative)"
        return "\(name(position))\(first) \(what) within \(share) of the \(asymptote) (\(certainty))."
    }

    private func nothingSmaller(_ position: Int) -> String {
        position == 0
            ? "no other comes near its rate"
            : "no \(isIncreasing ? "smaller" : "earlier") value is within \(share) of its rate"
    }

    private func between(_ range: ClosedRange<Int>) -> String {
        let below = range.lowerBound == 0 ? "" : ", \(value(range.lowerBound - 1)) is not"
        return
            "\(name) between \(value(range.lowerBound)) and \(value(range.upperBound)): \(value(range.upperBound)) is within "
            + "\(share) of the \(asymptote)\(below) (\(certainty)). \(open)"
    }

    /// Why the answer is a range.
    private var open: String {
        guard knee.isFinished else { return "The search was interrupted." }
        let most = knee.schedule.counts.last ?? 0
        return most > 1
            ? "\(most) pairs of replications tell no more: longer runs or a higher --max-replications would."
            : "One replication has no interval: give run.replications more."
    }

    private var noFigure: String {
        if knee.lacksMemory { return "memory runs out at all values that were tried." }
        let figure = knee.metric?.name ?? "the objective"
        return
            "no answer: \(figure) has no ratio here, for it is undefined or 0 at a value; another --objective may have one."
    }

    /// Bytes in buffers at the answer, just below it and at the asymptote.
    private var memory: String? {
        guard let position = knee.answer?.range?.upperBound, let asymptote = knee.asymptote,
            let most = buffered(asymptote), most > 0
        else { return nil }
        let below = position > 0 ? [position - 1] : []
        let held = ([position] + below + (asymptote == position ? [] : [asymptote])).compactMap { position in
            buffered(position).map { "\(QuantityFormat.bytes($0)) at \(value(position))" }
        }
        return "Buffers hold at most \(held.joined(separator: ", "))."
    }

    /// Where the rate falls.
    private var decline: String? {
        guard let fall = knee.fall else { return nil }
        let higher = isIncreasing ? "The rate is not monotone" : "The order is not one of rates"
        return
            "\(higher): of the values tried \(value(fall.best)) is better, \(rate(fall.best)), than \(value(fall.lower)), "
            + "\(rate(fall.lower))."
    }

    private func buffered(_ position: Int) -> Double? {
        knee.summary(at: position)?.estimate(.peakBufferedBytes)?.value
    }

    // MARK: Words

    /// `asymptote, 1,000 ±2 samples/s at 52`.
    private var asymptote: String {
        guard let position = knee.asymptote else { return "asymptote" }
        let name =
            switch knee.asymptoteReason {
            case .settled?: "asymptote"
            case .lastValue?: "rate of the last value"
            case .falls?, .best?, nil: "best rate"
            case .memory?: "rate of the largest value tried that fits into memory"
            }
        return "\(name), \(rate(position)) at \(value(position))"
    }

    /// `95 % confidence, 160 pairs of replications`.
    private var certainty: String {
        let confidence = QuantityFormat.percent(1 - knee.schedule.error)
        let relevant = knee.tests.filter { test in
            guard let known = knee.answer?.range else { return false }
            return test.reference == knee.asymptote && (known.lowerBound - 1...known.upperBound).contains(test.position)
        }
        let pairs = relevant.map(\.pairs).max() ?? knee.schedule.counts[0]
        return "\(confidence) confidence, \(pairs.counted("pair")) of replications"
    }

    private var share: String { Self.text(share: knee.share) }

    /// `1 %`, `0.25 %`.
    static func text(share: Double) -> String {
        let places = [0, 1, 2, 3].first {
            abs(share * 100 * pow(10, Double($0)) - (share * 100 * pow(10, Double($0))).rounded()) < 1e-6
        }
        return Figure.decimal(share * 100, places ?? 4) + " %"
    }

    /// Words have no size, and numbers in another order are compared in the order given.
    private var isIncreasing: Bool {
        knee.axis.numbers.map { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } } ?? false
    }
    private var superlative: String { isIncreasing ? "smallest" : "first" }
    private var name: String { knee.axis.vary.paths.joined(separator: " = ") }
    private func name(_ position: Int) -> String { "\(name) = \(value(position))" }
    private func value(_ position: Int) -> String { visible(knee.axis.vary.values[position]) }

    private func rate(_ position: Int) -> String {
        guard let metric = knee.metric, let estimate = knee.summary(at: position)?.estimate(metric) else { return "–" }
        let text = QuantityFormat.text(estimate)
        return switch metric.unit {
        case .samplesPerSecond, .batchesPerSecond: "\(text) \(metric.unit.rawValue)"
        case .fraction, .seconds, .bytes, .bytesPerSecond, .count: "\(metric.label) \(text)"
        }
    }
}
