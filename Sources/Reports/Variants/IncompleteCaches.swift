package import PipelineRuns
package import Timelines

/// What is to be said of caches that epochs leave incomplete.
package enum IncompleteCaches {
    /// One sentence without a full stop for each stage that keeps such a cache.
    package static func warnings(_ stages: [StageReport]) -> [String] {
        stages.filter { $0.incompleteCaches > 0 }.map { warning($0.name) }
    }

    /// The same of what happens in a timeline.
    package static func warnings(_ timeline: Timeline) -> [String] { timeline.incompleteCaches.map(warning) }

    private static func warning(_ stage: String) -> String {
        "`\(stage)` is incomplete when its epoch ends, and is discarded, as in TensorFlow: cut epochs before it "
            + "(fewer elements, or a `take`), not after it (`train.steps`, or a `take`)"
    }
}
