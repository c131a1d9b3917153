/// Predictions beside measurements, case by case.
public struct Scoreboard: Sendable, Equatable {
    /// One case.
    public struct Row: Sendable, Equatable {
        /// The case's name.
        public var id: String
        /// The part of the collection that it belongs to.
        public var group: String
        /// What was measured, if the file says it.
        public var measured: TFDataMeasurement?
        /// What is predicted, if the case is modelled.
        public var predicted: TFDataPrediction?
        /// Why there is no prediction, or nothing to compare it with.
        public var reason: String?
        /// Whether threads compete for the cores.
        public var isContended: Bool

        /// Predicted ÷ measured steps per second, less one.
        public var error: Double? {
            guard let predicted, let measured, measured.stepsPerSecond > 0 else { return nil }
            return predicted.stepsPerSecond / measured.stepsPerSecond - 1
        }

        /// Whether the case only measures the executor's own costs, from which the overheads were taken.
        public var isCalibration: Bool { ["ovh", "ovh2"].contains(group) }

        /// Whether the predicted limit of the tuned prefetch is that of the median run; nil where there is none.
        public var hasMeasuredLimit: Bool? {
            measured?.prefetchLimit.flatMap { limit in predicted.map { $0.prefetchLimit == limit } }
        }
    }

    /// The cases, in the order of the file.
    public let rows: [Row]

    init(rows: [Row]) { self.rows = rows }

    /// Replays the cases of a file.
    ///
    /// - Parameters:
    ///   - id: replays this case alone.
    ///   - ablation: a rule of the model that is replaced by a wrong one.
    /// - Throws: `CancellationError` when the task was cancelled.
    public init(
        _ file: TFDataFile, id: String? = nil, ablation: TFDataAblation? = nil
    ) throws(CancellationError) {
        var rows: [Row] = []
        for entry in file.entries where id == nil || entry.id == id {
            rows.append(try Row(entry, overheads: file.overheads, ablation: ablation))
        }
        self.rows = rows
    }

    /// All cases but those from which the overheads were taken.
    public var compared: [Row] { rows.filter { !$0.isCalibration } }

    /// The names of the groups, each once, in the order of the file.
    public var groups: [String] {
        rows.reduce(into: []) { groups, row in if !groups.contains(row.group) { groups.append(row.group) } }
    }
}

extension Scoreboard.Row {
    init(
        _ entry: TFDataFile.Entry, overheads: TFDataOverheads, ablation: TFDataAblation?
    ) throws(CancellationError) {
        self.init(
            id: entry.id, group: entry.group, measured: entry.measurement,
            reason: entry.measurement == nil ? "the file does not say what was measured" : nil, isContended: false)
        switch entry.content {
        case .failure(let error):
            reason = error.description
        case .success(var measured):
            isContended = measured.hasComputingStages
            var overheads = overheads
            ablation?.apply(to: &measured, &overheads)
            do throws(TFDataPrediction.Failure) {
                predicted = try TFDataPrediction(
                    measured, overheads: overheads, wrongRule: ablation?.wrongRule)
            } catch {
                guard case .notModelled(let error) = error else { throw CancellationError() }
                reason = error.description
            }
        }
    }
}
