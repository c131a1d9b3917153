import Pipelines

/// What the training loop's own thread does for each step: the stages behind the last one that has threads of its own.
struct SynchronousTail {
    /// Stages that have work there, by name.
    let workers: [String]
    /// Whether steps wait for work that could be done while the step before them computes.
    let delaysSteps: Bool
    /// The last stage with threads of its own, and how many of the elements that a step needs it has ready; nil without
    /// one.
    let ready: (stage: String, elements: Double, needed: Double)?

    /// Looks at the stages that run, on the platform's pool of workers.
    ///
    /// A loop that runs ahead works while the device computes, so that nothing is lost; and without a step there is
    /// nothing to overlap with.
    init(_ subject: LintSubject) {
        let (flow, step) = (subject.running, subject.stepSeconds)
        let producer = flow.stages.lastIndex { $0.operator.isAsynchronous }
        let tail = (producer.map { $0 + 1 } ?? 0)..<flow.stages.count
        workers = tail.filter { flow.seconds[$0] >= LintSubject.immaterialShare * step }.map { flow.stages[$0].name }
        let poolThreads = subject.scenario.platform.cpu.workers
        ready = producer.flatMap { index in
            flow.stages[index].operator.readyLimit(poolThreads: poolThreads).map {
                (flow.stages[index].name, $0, flow.elements[index])
            }
        }
        let isMaterial = flow.seconds.reduce(0, +) >= LintSubject.immaterialShare * step
        let isShort = ready.map { $0.elements < $0.needed } ?? false
        delaysSteps =
            step > 0 && subject.scenario.pipeline.training.runAhead == 0 && isMaterial && (!workers.isEmpty || isShort)
    }
}
