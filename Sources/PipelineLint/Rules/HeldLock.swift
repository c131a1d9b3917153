import Pipelines
import ScenarioFiles

extension LintRule {
    /// A lock that calls hold for so long that no number of them keeps up with the steps.
    static let heldLock = LintRule(
        .heldLock, .performance,
        summary: "calls wait for a lock, however many there are",
        reason:
            "One call at a time holds the lock of its process (`lock`): more calls wait for it, and make nothing faster. "
            + "Python's interpreter lock is released by functions that compute outside Python, and each process has its own.",
        silence:
            "Silent where the calls for a step hold the lock for less than the step's time, and where holding it half "
            + "as long, or more processes, gain less than 2 %."
    ) { subject in
        subject.stages.indices.compactMap { index in
            let stage = subject.stages[index]
            guard let lock = stage.operator.lock, lock.share > 0 else { return nil }
            let calls = subject.flow.seconds[index] - subject.flow.secondsAtStorage[index]
            let held = calls * lock.share / Double(stage.operator.processes)
            guard held > subject.stepSeconds else { return nil }
            let problem =
                "calls of `\(stage.name)` hold `\(lock.name)` for \(percent(held / subject.stepSeconds)) of a step's time, one "
                + "at a time."
            return Suspicion(stage: index, problem, fixes(stage, lock), leastGain: 1.02)
        }
    }

    private static func percent(_ share: Double) -> String {
        share < 1e4 ? "\(Int((share * 100).rounded())) %" : "many times"
    }

    private static func fixes(_ stage: Pipeline.NamedStage, _ lock: CallLock) -> [LintFix] {
        var fixes: [LintFix] = []
        if let loader = stage.operator as? DataLoader, loader.requests > 1 {
            let (workers, requests) = (max(1, loader.workers) * 2, loader.requests / 2)
            fixes.append(
                LintFix(
                    "have \(workers) worker processes, of \(requests == 1 ? "one request" : "\(requests) requests") at a time each",
                    .set(stage: stage.name, parameter: "workers", value: "\(workers)"),
                    .set(stage: stage.name, parameter: "requests", value: "\(requests)")))
        }
        let share = (lock.share * 500).rounded() / 1000
        fixes.append(
            LintFix(
                "hold `\(lock.name)` half as long",
                .set(stage: stage.name, parameter: "lockShare", value: "\(share)")))
        return fixes
    }
}
