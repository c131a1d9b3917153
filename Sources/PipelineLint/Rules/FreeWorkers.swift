import Pipelines
import ScenarioFiles

extension LintRule {
    /// Workers that persist although starting them costs nothing.
    static let freeWorkers = LintRule(
        .freeWorkers, .assumption,
        summary: "workers persist, but starting them costs nothing",
        reason: "`workersLive: run` saves the cost of starting workers in each epoch: no such cost is given here.",
        silence:
            "Silent for one epoch, and where `platform.processes` has a time for creation, boot or the first batch."
    ) { subject in
        let processes = subject.scenario.platform.processes
        let costs =
            processes.creation + [
                processes.bootSeconds, processes.bootComputeSeconds, processes.firstBatchSeconds,
            ]
        guard costs.allSatisfy({ $0 == 0 }), subject.scenario.pipeline.training.epochs > 1 else { return [] }
        return subject.all(DataLoader.self).compactMap { loader in
            guard loader.operator.workers > 0, loader.operator.lifetime == .run else { return nil }
            let start = LintFix(
                "give the costs; `--overlay torch-fork` has measured ones, of which these are two",
                settings: [
                    .init(path: "processes.creation", value: "[10 ms, 26.3 ms, 39.1 ms, 51.8 ms]"),
                    .init(path: "processes.boot", value: "3.3 ms"),
                ])
            return Suspicion(stage: loader.index, "starting the workers of `\(loader.name)` takes no time.", [start])
        }
    }
}
