import PipelineRuns
import Pipelines
import ScenarioFiles
import Variates

extension PlanSpace {
    /// What may change where nobody says it: cores and disks, calls or workers at a time, order, the last buffer, a cache.
    ///
    /// The operators declare which parameters those are. Numbers go from few to several times what mean demands need for the
    /// target.
    init(
        usualFor subject: PlanSubject, _ conditions: [Condition], _ limits: [PlanLimit], disks: [Prices.PricedDisk]
    ) throws(PlanError) {
        let usual = try UsualAxes(subject, conditions, limits, disks)
        try self.init(usual.axes, additions: usual.additions, of: usual.subject, limits)
    }
}

/// The axes that a plan has where nobody names any.
///
/// The cheapest is searched for with few values of what costs nothing, ample ones: the one that is found then gets the
/// smallest that do.
private struct UsualAxes {
    /// What is planned for.
    let subject: PlanSubject
    private(set) var axes: [PlanAxis] = []
    private(set) var additions: [PlanSpace.Addition] = []

    private let scenario: Scenario
    private let candidates: OneMoreCandidates
    private let flow: PipelineFlow
    private let samplesPerStep: Double
    /// Steps per second of each accelerator that the target needs.
    private let stepsPerSecond: Double

    /// Cores up to which every number is tried; beyond, each is a tenth more than the one before.
    private static let mostInSteps = 48
    /// Share of a step's work from which a stage's calls may change.
    private static let leastShare = 0.02

    init(
        _ subject: PlanSubject, _ conditions: [Condition], _ limits: [PlanLimit], _ disks: [Prices.PricedDisk]
    ) throws(PlanError) {
        self.subject = subject
        scenario = try subject.scenario()
        do throws(ScenarioFileError) {
            candidates = try OneMoreCandidates(subject.file, subject.variant, subject.overrides)
        } catch {
            throw .notAccepted(error)
        }
        do throws(PipelineError) {
            let share = try scenario.onAccelerator(0)
            flow = PipelineFlow(share.pipeline, on: share.platform)
            samplesPerStep = max(1, share.pipeline.meanFlows.last?.samples ?? 1)
            let written = scenario
            let rates = conditions.compactMap { TargetRate($0, written)?.samplesPerSecond }
            let alone = TargetRate.steps(of: written.pipeline.training.step.leastMean, alone: written)
            let bound = try Bounds(scenario).samplesPerSecond
            let wanted = rates.max() ?? alone ?? bound
            stepsPerSecond = wanted / samplesPerStep / Double(scenario.platform.gpu.count)
        } catch {
            throw .cannotRun(error, at: "")
        }
        try addCores(limits)
        if !disks.isEmpty {
            let names = [PlanAxis.asWritten] + disks.map(\.name)
            axes.append(try PlanAxis(disks: names, among: disks, of: subject))
        }
        try addStages()
        try addBuffer()
        try addCache()
    }

    /// - Parameter searched: the values with which the cheapest is searched for; all when nil.
    private mutating func add(_ path: String, _ texts: [String], searched: [String]? = nil) throws(PlanError) {
        var values: [PlanAxis.Value] = []
        for text in texts where !values.contains(where: { $0.text == text }) {
            values.append(try PlanAxis.value(text, [path], subject))
        }
        let axis = try PlanAxis(paths: [path], ordering: values, of: subject)
        axes.append(searched.map { axis.searched($0) } ?? axis)
    }

    /// From 1 to twice of what there is, or of what the target needs, or up to a limit.
    private mutating func addCores(_ limits: [PlanLimit]) throws(PlanError) {
        let path = "cpu.cores"
        let host = scenario.pipeline.training.hostOverhead.mean
        let seconds = zip(flow.stages, flow.seconds).reduce(host) { sum, stage in
            guard let place = stage.0.operator.callPlace, place.kind.cores != .none else { return sum }
            return sum + stage.1
        }
        let needed = seconds * stepsPerSecond * Double(scenario.platform.gpu.count)
        let own = scenario.platform.cpu.cores
        var most = 2 * max(own, Int(min(needed, 4096).rounded(.up)))
        for limit in limits where limit.path == path { most = min(Int(limit.most), 65_536) }
        var counts = Array(1...max(1, min(most, Self.mostInSteps)))
        while let last = counts.last, last < most { counts.append(min(most, last + max(1, last / 10))) }
        try add(path, (counts + [own]).map(String.init))
    }

    /// Calls or workers at a time of stages with work to do; of the busiest, more of them, and the order too.
    private mutating func addStages() throws(PlanError) {
        let all = flow.seconds.reduce(0, +)
        let working = flow.stages.indices.filter { flow.seconds[$0] > Self.leastShare * all }
        let parallel = working.filter { flow.stages[$0].operator.parallelismParameter != nil }
        guard let busiest = parallel.max(by: { flow.seconds[$0] < flow.seconds[$1] }) else { return }
        for index in parallel {
            guard let parameter = flow.stages[index].operator.parallelismParameter else { continue }
            let needed = max(1, flow.seconds[index] * stepsPerSecond)
            let factors = index == busiest ? [1, 1.5, 2, 3, 4] : [1, 2]
            let counts = factors.map { Int(min(needed * $0, 65_536).rounded(.up)) }
            let path = scenario.pipeline.path(to: parameter, of: flow.stages[index])
            let texts = counts.map(String.init)
            try add(path, texts + own(path), searched: index == busiest ? [texts[2], texts[4]] : [texts[1]])
            if index == busiest { try addOrder(of: index) }
        }
    }

    private mutating func addOrder(of index: Int) throws(PlanError) {
        guard let path = candidates.orderPath(of: index), let words = try subject.setting(path)?.words, words.count > 1
        else { return }
        try add(path, words)
    }

    /// What the scenario has, if a value is written as a number or a word.
    private func own(_ path: String) throws(PlanError) -> [String] {
        try subject.setting(path)?.text.map { [$0] } ?? []
    }

    private static let buffers = ["1", "2", "4", "8"]
    private static let searchedBuffers = ["2", "8"]

    /// The places of the last buffer; a prefetch at the end where there is none.
    private mutating func addBuffer() throws(PlanError) {
        let buffers = flow.stages.filter { $0.operator.bufferParameter != nil }
        if let stage = buffers.last, let parameter = stage.operator.bufferParameter {
            let path = scenario.pipeline.path(to: parameter, of: stage)
            return try add(path, Self.buffers + own(path), searched: Self.searchedBuffers)
        }
        guard flow.stages.last?.operator.usesWorkerProcesses != true else { return }
        try addStage(Prefetch.name, at: flow.stages.count, idle: "0", working: Self.buffers)
    }

    /// Where a cache keeps samples; one behind the last function where there is none, and data are read again.
    private mutating func addCache() throws(PlanError) {
        guard candidates.isReadAgain else { return }
        let caches = flow.stages.filter { type(of: $0.operator).name == Cache.name }
        if let stage = caches.first, let parameter = Cache.primaryParameter {
            let path = scenario.pipeline.path(to: parameter, of: stage)
            return try add(path, Cache.Store.allCases.map(\.rawValue))
        }
        guard caches.isEmpty, let place = candidates.placeOfCache else { return }
        let stores = Cache.Store.allCases.map(\.rawValue)
        try addStage(Cache.name, at: place, idle: stores[0], working: Array(stores.dropFirst()))
    }

    /// An axis of a stage that the pipeline does not have, unless the pipeline takes no such stage.
    private mutating func addStage(
        _ name: String, at position: Int, idle: String, working: [String]
    ) throws(PlanError) {
        do throws(ScenarioFileError) {
            let inserted = try subject.file.overrides(
                making: [.insert(operator: name, value: working[0], at: position)], variant: subject.variant,
                overrides: subject.overrides)
            guard let pipeline = (try? subject.scenario(inserted))?.pipeline,
                let parameter = type(of: pipeline.stages[position].operator).primaryParameter
            else { return }
            let path = pipeline.path(to: parameter, of: pipeline.stages[position])
            var values = [PlanAxis.Value(text: idle, changes: [], number: Double(idle))]
            for text in working {
                values.append(
                    PlanAxis.Value(text: text, changes: [try Override(path: path, value: text)], number: Double(text)))
            }
            additions.append(.init(name: name, position: position, idle: idle, axis: axes.count))
            let axis = PlanAxis(paths: [path], values: values, today: 0, todayText: "none")
            axes.append(name == Prefetch.name ? axis.searched(Self.searchedBuffers) : axis)
        } catch {
            throw .notAccepted(error)
        }
    }
}
