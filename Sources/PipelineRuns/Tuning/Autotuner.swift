import DiscreteEvent
package import Pipelines

/// Automatic tuning of the parallelism in one accelerator's pipeline, by the framework's model of it, at growing
/// intervals from the beginning of each epoch.
package struct Autotuner {
    static let firstPeriodNanoseconds: Int64 = 20_000_000
    static let longestPeriodNanoseconds: Int64 = 60_000_000_000

    /// The work that one stage has done since it began, or began anew.
    private struct StageWork {
        static let weightOfLatest = 0.1

        var generation: UInt32 = 0
        var nanoseconds = 0.0
        /// Exponentially weighted mean of the work between one emitted element and the next.
        var recentNanosecondsPerElement = 0.0
        private var nanosecondsSinceElement = 0.0
        private var elements: Int64 = 0

        init(generation: UInt32 = 0) { self.generation = generation }

        /// - Parameter emitted: elements that the stage has emitted in this life.
        mutating func record(_ nanoseconds: Double, emitted: Int64) {
            self.nanoseconds += nanoseconds
            nanosecondsSinceElement += nanoseconds
            let latest = emitted - elements
            guard latest > 0 else { return }
            var weight = 1.0
            if elements > 0 {
                var weightOfEarlier = 1 - Self.weightOfLatest
                for _ in 1..<min(latest, 100) { weightOfEarlier *= 1 - Self.weightOfLatest }
                weight = 1 - weightOfEarlier
            }
            recentNanosecondsPerElement +=
                weight * (nanosecondsSinceElement / Double(latest) - recentNanosecondsPerElement)
            nanosecondsSinceElement = 0
            elements = emitted
        }
    }

    package let algorithm: ExecutionOptions.Autotune
    private let cpuBudget: Double
    private let ramBudgetBytes: Double
    private let operators: [any Operator]
    private let limits: [Int?]
    private var work: [StageWork]
    /// Calls at a time over the run, for each stage that is tuned.
    private var parallelism: [TimeWeighted?]
    private var periodNanoseconds: Int64 = 0
    /// When the model is next looked at (ns).
    package private(set) var dueAt: Int64 = 0

    /// Nil when no stage's parallelism is automatic.
    package init?(_ scenario: Scenario) {
        let platform = scenario.platform
        operators = scenario.pipeline.stages.map(\.operator)
        limits = operators.map { $0.automaticParallelismLimit(poolThreads: platform.cpu.workers) }
        if limits.allSatisfy({ $0 == nil }) { return nil }
        algorithm = scenario.options.autotune
        cpuBudget = Double(scenario.options.cpuBudget ?? platform.cpu.cores)
        ramBudgetBytes = scenario.options.ramBudgetBytes ?? .infinity
        work = Array(repeating: StageWork(), count: operators.count)
        parallelism = Array(repeating: nil, count: operators.count)
    }

    /// An epoch's iterator was created.
    mutating func epochBegan(_ run: inout PipelineRun, at now: Int64) {
        if algorithm == .stageBased { run.consumerGaps = ConsumerGaps() }
        noteParallelism(run, at: now)
        periodNanoseconds = Self.firstPeriodNanoseconds
        dueAt = now + periodNanoseconds
    }

    /// The model was looked at.
    package mutating func beginPeriod(at now: Int64) {
        periodNanoseconds = min(2 * periodNanoseconds, Self.longestPeriodNanoseconds)
        dueAt = now + periodNanoseconds
    }

    /// A stage's work is done, and the run knows it.
    mutating func finished(stage: Int, generation: UInt32, nanoseconds: Int64, in run: borrowing PipelineRun) {
        guard stage < work.count else { return }
        if work[stage].generation != generation { work[stage] = StageWork(generation: generation) }
        work[stage].record(
            Double(nanoseconds), emitted: run.emittedElements(ofStage: stage))
    }

    /// Gives the stages the parallelism that the algorithm finds best.
    ///
    /// - Returns: whether anything has changed.
    mutating func tune(_ run: inout PipelineRun, at now: Int64) -> Bool {
        var model = model(of: run)
        let tunable = model.tunable
        guard !tunable.isEmpty, optimise(&model, gaps: run.consumerGaps) else { return false }
        var hasChanged = false
        for index in tunable {
            let value = Int(model.nodes[index].parallelism)
            if run.tunedValue(ofStage: index) == value { continue }
            run.changeParameter(ofStage: index, to: value, at: now)
            hasChanged = true
        }
        noteParallelism(run, at: now)
        return hasChanged
    }

    /// Calls × nanoseconds that a stage may have had by `now` (ns), if it is tuned.
    func callNanoseconds(ofStage index: Int, at now: Int64) -> Int128? {
        limits[index] == nil ? nil : parallelism[index]?.integral(at: now) ?? 0
    }

    private func optimise(_ model: inout PipelineModel, gaps: ConsumerGaps?) -> Bool {
        switch algorithm {
        case .off: return false
        case .maximum: return model.climb(cpuBudget: nil, memoryBytes: ramBudgetBytes)
        case .hillClimb: return model.climb(cpuBudget: cpuBudget, memoryBytes: ramBudgetBytes)
        case .gradientDescent:
            model.descend(cpuBudget: cpuBudget, memoryBytes: ramBudgetBytes)
            return true
        case .stageBased:
            return model.raiseSlowest(targetNanoseconds: gaps?.targetNanoseconds ?? 0, memoryBytes: ramBudgetBytes)
        }
    }

    private mutating func noteParallelism(_ run: borrowing PipelineRun, at now: Int64) {
        for index in limits.indices where limits[index] != nil {
            guard let value = run.tunedValue(ofStage: index) else { continue }
            if parallelism[index] == nil { parallelism[index] = TimeWeighted(level: value, at: now) }
            parallelism[index]?.update(to: value, at: now)
        }
    }

    private func model(of run: borrowing PipelineRun) -> PipelineModel {
        var nodes: [PipelineModel.Node] = []
        for index in operators.indices { nodes.append(node(index, of: run)) }
        return PipelineModel(nodes: nodes)
    }

    private func node(_ index: Int, of run: borrowing PipelineRun) -> PipelineModel.Node {
        let stage = operators[index]
        let emitted = Double(run.emittedElements(ofStage: index))
        let tuned = run.tunedValue(ofStage: index)
        var node = PipelineModel.Node(isAsynchronous: stage.isAsynchronous)
        if emitted > 0 {
            node.selfNanoseconds = work[index].nanoseconds / emitted
            node.recentNanoseconds = work[index].recentNanosecondsPerElement
            node.limit = limits[index].map(Double.init)
            node.elementBytes = elementBytes(index, of: run)
            if index > 0 { node.inputsPerElement = inputsPerElement(index, of: run) }
        }
        if limits[index] != nil {
            node.parallelism = Double(tuned ?? 1)
        } else if let tuned {
            // A buffer with a rule of its own: the model trusts in no element of it, but its memory is in use.
            node.bufferElements = 0
            node.heldElements = Double(tuned)
        } else if stage.concurrency > 1 {
            node.parallelism = Double(stage.concurrency)
        } else if let capacity = stage.bufferCapacity {
            node.bufferElements = Double(capacity)
            node.heldElements = Double(capacity)
        }
        return node
    }

    /// What a stage with threads of its own has taken ahead does not belong to what it has delivered, so that it is
    /// judged by samples; of others all that they have taken counts.
    private func inputsPerElement(_ index: Int, of run: borrowing PipelineRun) -> Double {
        let taken = Double(run.emittedElements(ofStage: index - 1))
        guard taken > 0 else { return 1 }
        if operators[index].isAsynchronous {
            let input = run.lastEmitted(ofStage: index - 1)
            return Double(run.lastEmitted(ofStage: index).samples) / Double(max(1, input.samples))
        }
        return taken / Double(run.emittedElements(ofStage: index))
    }

    private func elementBytes(_ index: Int, of run: borrowing PipelineRun) -> Double {
        let held = run.occupancy(ofStage: index)
        let last = Double(run.lastEmitted(ofStage: index).bytes)
        return held.elements > 0 ? (last + Double(held.bytes) / Double(held.elements)) / 2 : last
    }
}
