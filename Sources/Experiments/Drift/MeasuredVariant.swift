public import PipelineRuns

/// What a file of measured figures has of one variant.
public struct MeasuredVariant: Sendable {
    /// Its name, one of the scenario's.
    public let name: String
    /// Its figures.
    public internal(set) var figures: [MeasuredFigure] = []
    /// Whether it ran out of the memory that the scenario gives.
    public internal(set) var isOutOfMemory = false
    /// Whether runs were cut short.
    public internal(set) var isPartial = false
    /// Whether its steady figures are those of whole runs; nil where the file does not say.
    public internal(set) var isOfWholeRun: Bool?
    /// Steps that its steady figures are of; nil where the file does not say.
    public internal(set) var steps: Double?
    /// The seed of its draws; nil where the file does not say.
    public internal(set) var seed: Double?

    init(_ name: String) { self.name = name }

    /// Figures from elsewhere than a table.
    ///
    /// - Parameters:
    ///   - name: one of the scenario's variants.
    ///   - isPartial: whether the run was cut short.
    package init(_ name: String, figures: [MeasuredFigure], isPartial: Bool) {
        self.name = name
        self.figures = figures
        self.isPartial = isPartial
    }

    /// The figure of a metric, if it was measured.
    public func figure(_ metric: Metric) -> MeasuredFigure? { figures.first { $0.metric.name == metric.name } }
}
