import Pipelines
import ScenarioFiles

extension LintRule {
    /// TensorFlow's automatic parallelism without TensorFlow's rewrites.
    static let autoWithoutRewrites = LintRule(
        .autoWithoutRewrites, .assumption,
        summary: "parallelism is automatic, and TensorFlow's rewrites are off",
        reason: "TensorFlow rewrites pipelines before they run: it adds a prefetch, and runs maps in parallel.",
        silence:
            "Silent with `options: {rewrites: tensorflow}`, and where the rewrites change the rate by less than 2 %."
    ) { subject in
        guard subject.scenario.options.rewrites == .none,
            let index = subject.stages.firstIndex(where: { isAutomatic($0.operator, on: subject.scenario.platform) })
        else { return [] }
        let rewritten = LintFix(
            "rewrite as TensorFlow does", settings: [.init(path: "options.rewrites", value: "tensorflow")])
        let problem = "`\(subject.stages[index].name)` has `parallelism: auto`, and the pipeline runs as it is written."
        return [Suspicion(stage: index, problem, [rewritten], leastChange: 0.02)]
    }

    private static func isAutomatic(_ operator: any Operator, on platform: Platform) -> Bool {
        `operator`.automaticParallelismLimit(poolThreads: platform.cpu.workers) != nil
    }
}
