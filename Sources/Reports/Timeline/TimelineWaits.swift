import PipelineRuns
import Pipelines
import ScenarioFiles
import Timelines

/// What the training loops waited for in the window of a timeline, within epochs: for each stage and cause a share of
/// the window, a mean over the accelerators.
struct TimelineWaits {
    /// The waits for one stage, for one reason.
    private struct Part {
        var stage: String
        var cause: WaitCause
        var share: Double
    }

    private let stages: [String]
    private let parts: [Part]
    private let accelerators: Int

    /// Parts that are named; there may be many small ones.
    private static let mostNamed = 2
    /// What rounds to less is not worth a word.
    private static let leastShare = 0.005

    init(_ timeline: Timeline) {
        stages = timeline.stages
        accelerators = timeline.accelerators
        let time = Double(timeline.nanoseconds) * Double(accelerators)
        parts = timeline.stages.indices.flatMap { stage in
            let waits = timeline.waits(forStage: stage)
            return WaitCause.allCases.map { cause in
                Part(stage: timeline.stages[stage], cause: cause, share: Double(waits[cause]) / time)
            }
        }
    }

    /// `The loop waits 38 % of the time: 30 % while …, 8 % for …`; nil where there is no wait worth a word.
    var sentence: String? {
        let total = parts.reduce(0) { $0 + $1.share }
        let named = parts.filter { $0.share >= Self.leastShare }.sorted { $0.share > $1.share }.prefix(Self.mostNamed)
        guard let largest = named.first else { return nil }
        let subject = accelerators > 1 ? "The loops wait" : "The loop waits"
        let whole = "\(subject) \(QuantityFormat.percent(total)) of the time"
        if named.count == 1 { return "\(whole) \(largest.cause.words(ofStage: largest.stage))" }
        let causes = named.map { "\(QuantityFormat.percent($0.share)) \($0.cause.words(ofStage: $0.stage))" }
        return "\(whole): \(causes.joined(separator: ", "))"
    }

    /// The stages with their waits by cause, as `overlap simulate` writes them.
    var json: JSONValue {
        let causes = WaitCause.allCases.count
        return .array(
            stages.indices.map { stage in
                let waits = parts[stage * causes..<(stage + 1) * causes]
                return .object([
                    ("name", .string(stages[stage])),
                    ("waits", .object(waits.map { ("\($0.cause)", .number($0.share)) })),
                ])
            })
    }
}
