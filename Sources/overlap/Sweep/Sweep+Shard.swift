import Experiments
import Foundation
import PipelineRuns
import Pipelines
import ScenarioFiles

extension Sweep {
    /// The part that was asked for; nil for all of the sweep.
    func chosenShard() throws(CommandFailure) -> SweepShard? {
        guard let shard else { return nil }
        guard let chosen = SweepShard(argument: shard) else {
            throw .usage(
                "`--shard \(visible(shard))` is not a part: 1/16 to 16/16 are accepted, or another number of parts"
            )
        }
        return chosen
    }

    /// What tells the part from those of other sweeps.
    func end(
        of shard: SweepShard, _ points: [SweepGrid.Point], _ unvaried: [Scenario], _ metrics: [Metric]
    ) -> SweepPartEnd {
        let subject = JournalSubject(version: Overlap.version, command: "overlap sweep", unvaried)
        let form = [json ? "json" : wide ? "wide" : "csv"] + metrics.map(\.name)
        let prices = cost.inputs.map {
            String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
        }
        return SweepPartEnd(shard, ofSweep: subject.lines + vary + form + prices, points: points.count)
    }

    /// Where points are stored without `--journal`; nil where no file can be made beside the result.
    func journalPath(_ output: String?) throws(CommandFailure) -> String? {
        guard case .file(let target) = try OutputPlace(output) else { return nil }
        return OpenJournal.path(of: target)
    }
}
