import Experiments
import PipelineRuns

/// By which figure an answer was judged, and why.
enum ObjectiveText {
    /// One sentence.
    ///
    /// - Parameters:
    ///   - objective: what was asked for.
    ///   - metric: the figure that it came to.
    static func sentence(_ objective: Objective, _ metric: Metric) -> String {
        switch objective {
        case .figure: "Judged by \(metric.label) (`\(metric.name)`), as asked."
        case .automatic where metric.name == Metric.samplesPerSecond.name:
            "Judged by samples/s of the steady part: start-up, first epochs and interruptions moved no comparison by more than 2 % at the first look."
        case .automatic:
            "Judged by samples/s of the whole run: start-up, first epochs or interruptions moved a comparison by more than 2 % at the first look, or "
                + "nothing is steady."
        }
    }
}
