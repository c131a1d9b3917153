import Pipelines
import ScenarioFiles

extension LintRule {
    /// More calls that compute than there are cores.
    static let parallelismBeyondCores = LintRule(
        .parallelismBeyondCores, .performance,
        summary: "more calls compute at a time than there are cores",
        reason:
            "Calls that compute share the cores: more of them finish no earlier, hold more elements, and slow down "
            + "whatever else computes.",
        silence: "Silent for `use: wait`, for `parallelism: auto`, for calls that take no time, and for a `dataLoader` "
            + "whose workers mostly wait for the disk."
    ) { subject in
        let cores = subject.scenario.platform.cpu.cores
        return subject.stages.indices.compactMap { index in
            let stage = subject.stages[index]
            guard let (parameter, calls) = computingCalls(subject, index), calls > cores else { return nil }
            return Suspicion(
                stage: index,
                "`\(stage.name)` runs \(calls) calls at a time, on \(cores == 1 ? "1 core" : "\(cores) cores").",
                [
                    LintFix(
                        "\(cores) at a time", .set(stage: stage.name, parameter: parameter, value: "\(cores)"))
                ])
        }
    }

    /// The parameter that says how many calls compute at a time, and its number.
    private static func computingCalls(_ subject: LintSubject, _ index: Int) -> (parameter: String, calls: Int)? {
        guard subject.flow.seconds[index] > 0 else { return nil }
        switch subject.stages[index].operator {
        case let map as Map where map.use == .core:
            if case .fixed(let calls) = map.parallelism { return ("parallelism", calls) }
        case let batch as Batch:
            if case .fixed(let calls) = batch.parallelism { return ("parallelism", calls) }
        case let loader as DataLoader where loader.use == .core:
            let reading = subject.flow.readSeconds * Double(loader.batchSize) * subject.flow.elements[index]
            if reading <= 0.5 * subject.flow.seconds[index] { return ("workers", loader.workers) }
        default: break
        }
        return nil
    }
}
