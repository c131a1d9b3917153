package import Importers
import Pipelines

/// Predictions beside measurements, case by case.
package struct Scoreboard: Sendable, Equatable {
    /// One case.
    package struct Row: Sendable, Equatable {
        /// The case's name.
        package var id: String
        /// The part of the collection that it belongs to.
        package var group: String
        /// What was measured, if the file says it.
        package var measured: CaseMeasurement?
        /// What is predicted, if the case is modelled.
        package var predicted: CasePrediction?
        /// Why there is no prediction, or nothing to compare it with.
        package var reason: String?
        /// Whether threads compete for the cores.
        package var isContended: Bool

        /// Predicted ÷ measured steps per second, less one.
        package var error: Double? {
            guard let predicted, let measured, measured.stepsPerSecond > 0 else { return nil }
            return predicted.stepsPerSecond / measured.stepsPerSecond - 1
        }

        /// Predicted less measured accelerator utilisation, a fraction of one; nil where there is none.
        package var utilisationError: Double? {
            guard let predicted = predicted?.acceleratorUtilisation, let measured = measured?.acceleratorUtilisation
            else { return nil }
            return predicted - measured
        }

        /// Whether the predicted limit of the tuned prefetch is that of the median run; nil where there is none.
        package var hasMeasuredLimit: Bool? {
            measured?.prefetchLimit.flatMap { limit in predicted.map { $0.prefetchLimit == limit } }
        }
    }

    /// The cases, in the order of the file.
    package let rows: [Row]
    /// Groups of cases that only measure the program's own costs, from which the overheads were taken.
    package let calibrationGroups: [String]

    init(rows: [Row], calibrationGroups: [String] = TFData.calibrationGroups) {
        self.rows = rows
        self.calibrationGroups = calibrationGroups
    }

    /// Replays the cases of a file.
    ///
    /// - Parameters:
    ///   - id: replays this case alone.
    ///   - ablation: a rule of the model that is replaced by a wrong one.
    /// - Throws: `CancellationError` when the task was cancelled.
    package init(
        _ file: TFDataFile, id: String? = nil, ablation: TFDataAblation?
    ) throws(CancellationError) {
        try self.init(file, id: id, wrongRule: ablation?.wrongRule) { ablation?.apply(to: &$0, &$1) }
    }

    /// Replays the cases of a file.
    ///
    /// - Parameter id: replays this case alone.
    /// - Throws: `CancellationError` when the task was cancelled.
    package init<Program>(_ file: CaseFile<Program>, id: String? = nil) throws(CancellationError) {
        try self.init(file, id: id) { _, _ in }
    }

    /// - Parameter change: makes each case, and the overheads, what they are to be.
    private init<Program>(
        _ file: CaseFile<Program>, id: String?, wrongRule: WrongRule? = nil,
        change: (inout Program.Case, inout Program.Overheads) -> Void
    ) throws(CancellationError) {
        var rows: [Row] = []
        for entry in file.entries where id == nil || entry.id == id {
            rows.append(try Row(entry, overheads: file.overheads, wrongRule: wrongRule, change: change))
        }
        self.init(rows: rows, calibrationGroups: Program.calibrationGroups)
    }

    /// All cases but those from which the overheads were taken.
    package var compared: [Row] { rows.filter { !calibrationGroups.contains($0.group) } }

    /// The names of the groups, each once, in the order of the file.
    package var groups: [String] {
        rows.reduce(into: []) { groups, row in if !groups.contains(row.group) { groups.append(row.group) } }
    }
}

extension Scoreboard.Row {
    fileprivate init<Program>(
        _ entry: CaseFile<Program>.Entry, overheads: Program.Overheads, wrongRule: WrongRule?,
        change: (inout Program.Case, inout Program.Overheads) -> Void
    ) throws(CancellationError) {
        self.init(
            id: entry.id, group: entry.group, measured: entry.measurement,
            reason: entry.measurement == nil ? "the file has no measurement" : nil, isContended: false)
        switch entry.content {
        case .failure(let error):
            reason = error.description
        case .success(var measured):
            isContended = Program.hasContention(measured)
            var overheads = overheads
            change(&measured, &overheads)
            let changed = (measured, overheads)
            do throws(CasePrediction.Failure) {
                predicted = try CasePrediction(
                    name: entry.id,
                    unmeasuredWaitSeconds: Program.unmeasuredWaitSeconds(changed.0, overheads: changed.1),
                    wrongRule: wrongRule
                ) { () throws(CaseError) in
                    try Program.scenario(of: changed.0, overheads: changed.1)
                }
            } catch {
                guard case .notModelled(let error) = error else { throw CancellationError() }
                reason = error.description
            }
        }
    }
}
