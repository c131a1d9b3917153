package import Experiments
package import PipelineRuns

/// The notebook of a user's own sweep: a curve over one parameter, a map over two.
package struct SweepNotebook {
    /// The most parameters that a picture has room for.
    package static let mostAxes = 2

    private let title: String
    private let question: String?
    private let grid: SweepGrid
    private let metric: Metric
    private let variant: String

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - question: what the scenario is meant to answer, if it says so.
    ///   - grid: what is swept: one parameter or two.
    ///   - metric: the figure that is drawn.
    ///   - variant: the one that a map shows first.
    package init(title: String, question: String?, grid: SweepGrid, metric: Metric, variant: String) {
        precondition((1...Self.mostAxes).contains(grid.axes.count), "a sweep of one parameter or two")
        self.title = title
        self.question = question
        self.grid = grid
        self.metric = metric
        self.variant = variant
    }

    /// The notebook, not run.
    ///
    /// - Parameters:
    ///   - data: the path of its CSV, as seen from its folder.
    ///   - command: what made that.
    package func text(data: String, command: String) -> String {
        let axes = grid.axes.map { $0.titles[0] }
        var parameters: [String: PythonValue] = [
            "DATA": .text(data), "TITLE": .text(title), "METRIC": .text(metric.name),
            "BETTER": Self.word(metric.preference), "AXIS": .text(axes[0]),
        ]
        var passages: [String: MarkdownPassage] = [
            "subject": .words(title), "axis": .words(axes[0]), "metric": .words(metric.name),
            "commands": .commands([command]), "question": .words(question ?? ""),
        ]
        if axes.count > 1 {
            parameters["SECOND_AXIS"] = .text(axes[1])
            parameters["VARIANT"] = .text(variant)
            passages["second"] = .words(axes[1])
        }
        let kind: BuiltInNotebook = axes.count == 1 ? .sweepCurve : .sweepMap
        return kind.text.notebook(name: Self.identifier, parameters: parameters, passages: passages).text
    }

    private static func word(_ preference: Metric.Preference) -> PythonValue {
        switch preference {
        case .higher: "higher"
        case .lower: "lower"
        case .neither: .none
        }
    }

    /// What cells are called; the user's name for the file may have signs that the format does not allow there.
    private static let identifier = "sweep"
}
