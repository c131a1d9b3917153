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
        "`\(stage)` is not complete when its epoch ends, and is thrown away, as in TensorFlow: cut epochs in front of it "
            + "(fewer elements, or a `take`), not behind it (`train.steps`, or a `take`)"
    }
}
