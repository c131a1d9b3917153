import Pipelines
import ScenarioFiles

/// What one variant of a file could have one more of.
struct OneMoreCandidates {
    private let file: ScenarioFile
    private let variant: String
    private let overrides: [Override]
    private let scenario: Scenario

    init(_ file: ScenarioFile, _ variant: String, _ overrides: [Override]) throws(ScenarioFileError) {
        self.file = file
        self.variant = variant
        self.overrides = overrides
        scenario = try file.scenario(variant: variant, overrides: overrides)
    }

    private var stages: [Pipeline.NamedStage] { scenario.pipeline.stages }

    /// Cores, threads of the pool, calls and worker processes, and a core together with a call that computes on it.
    func processor() throws(ScenarioFileError) -> [OneMore] {
        let core = try increment("cpu.cores")
        var all = core.map { [OneMore("one more core", [$0])] } ?? []
        if stages.contains(where: { $0.operator.callPlace?.kind.station == .workers }),
            let thread = try increment("cpu.workers", absent: scenario.platform.cpu.workers)
        {
            all.append(OneMore("one more thread of the pool", [thread]))
        }
        for (index, stage) in stages.enumerated() {
            guard let parameter = stage.operator.parallelismParameter,
                let more = try increment(scenario.pipeline.path(to: parameter, of: stage))
            else { continue }
            let unit = stage.operator.usesWorkerProcesses ? "worker" : "call"
            guard stage.operator.isAsynchronous || stage.operator.usesWorkerProcesses else {
                all.append(OneMore("`\(stage.name)` with \(more.value) parallel calls", [more]))
                continue
            }
            let changes = try [more] + limit(ofCallsOf: index)
            all.append(OneMore("one more \(unit) of `\(stage.name)`", changes))
            if let core, let place = stage.operator.callPlace, place.kind.cores != .none {
                all.append(OneMore("one more core and \(unit) of `\(stage.name)`", [core] + changes))
            }
        }
        return all
    }

    /// What must grow with the calls of a stage, without which one more of them would have nothing to do.
    private func limit(ofCallsOf index: Int) throws(ScenarioFileError) -> [Override] {
        guard index > 0,
            case .parameter(let limit) = stages[index].operator.parallelismLimit(
                after: scenario.pipeline.meanFlows[index - 1])
        else { return [] }
        return try increment(scenario.pipeline.path(to: limit, of: stages[index])).map { [$0] } ?? []
    }

    /// Requests at a time, and a disk of which everything is 10 % better.
    func storage() throws(ScenarioFileError) -> [OneMore] {
        var all = try increment("disk.queueDepth").map { [OneMore("one more disk request at a time", [$0])] } ?? []
        var faster: [Override] = []
        let better = [
            ("latency", 0.9), ("bandwidth", 1.1), ("bandwidthByDepth", 1.1), ("bandwidthPerRequest", 1.1),
            ("bandwidthOverTime", 1.1),
        ]
        for (parameter, factor) in better {
            if let change = try scale("disk.\(parameter)", by: factor) { faster.append(change) }
        }
        for parameter in ["requestsPerSecond", "opensPerSecond"] {
            if let change = try increase("disk.\(parameter)", by: 0.1) { faster.append(change) }
        }
        if !faster.isEmpty { all.append(OneMore("a disk 10 % faster", faster)) }
        return try all + readCache()
    }

    /// Room for a tenth of the data more, where something is kept that is read again.
    private func readCache() throws(ScenarioFileError) -> [OneMore] {
        let cache = scenario.platform.readCache
        let stored = scenario.pipeline.storedFiles.bytes
        guard cache.isUsed, cache.missRate == nil, isReadAgain, Double(cache.capacityBytes) < stored else { return [] }
        let capacity = (Double(cache.capacityBytes) + 0.1 * stored).rounded()
        guard let setting = try setting("readCache.capacity") else { return [] }
        return [OneMore("a read cache for 10 % more of the data", [try setting.changed(to: .quantity(capacity))])]
    }

    /// A shorter step.
    func training() throws(ScenarioFileError) -> [OneMore] {
        try scale("train.step", by: 0.9).map { [OneMore("a step 10 % shorter", [$0])] } ?? []
    }

    /// Places in buffers.
    func buffers() throws(ScenarioFileError) -> [OneMore] {
        var all: [OneMore] = []
        for stage in stages {
            guard let parameter = stage.operator.bufferParameter,
                let more = try increment(scenario.pipeline.path(to: parameter, of: stage))
            else { continue }
            let name =
                stage.operator.usesWorkerProcesses
                ? "one more batch ahead for each worker of `\(stage.name)`" : "one more place in `\(stage.name)`"
            all.append(OneMore(name, [more]))
        }
        return all
    }

    /// Results as they are finished.
    func order() throws(ScenarioFileError) -> [OneMore] {
        var all: [OneMore] = []
        for (index, stage) in stages.enumerated() {
            guard let path = orderPath(of: index) else { continue }
            guard try setting(path)?.value == .word("ordered"),
                stage.operator.isAsynchronous
            else { continue }
            all.append(OneMore("`\(stage.name)` unordered", [try Override(path: path, value: "unordered")]))
        }
        return all
    }

    /// Where a stage says in which order it delivers, if no stage behind it counts on the order.
    func orderPath(of index: Int) -> String? {
        guard let parameter = stages[index].operator.orderParameter,
            !stages[(index + 1)...].contains(where: \.operator.choosesByPosition)
        else { return nil }
        return scenario.pipeline.path(to: parameter, of: stages[index])
    }

    /// A prefetch at the end, where the last stage is none, and a cache, where data are read again and none keeps them.
    func newStages() throws(ScenarioFileError) -> [OneMore] {
        var all: [OneMore] = []
        if let last = stages.last?.operator, last.bufferParameter == nil, !last.usesWorkerProcesses,
            last.callPlace != .copyEngine
        {
            all.append(OneMore("a prefetch at the end", try insert("prefetch", "1", at: stages.count)))
        }
        if isReadAgain, !stages.contains(where: \.operator.keepsData), let place = placeOfCache {
            let name = "a cache in memory behind `\(stages[place - 1].name)`"
            all.append(OneMore(name, try insert("cache", "memory", at: place)))
        }
        return all.filter(isAccepted)
    }

    /// Whether data are read more than once.
    var isReadAgain: Bool {
        scenario.pipeline.training.epochs > 1 || stages.contains(where: \.operator.repeatsData)
    }

    /// Position of a cache: behind the last function before the first stage that shuffles, repeats or joins; behind the source without one.
    var placeOfCache: Int? {
        let files = scenario.pipeline.storedFiles
        let end = stages.indices.dropFirst().first { index in
            let stage = stages[index].operator
            return !stage.keepsOrder && stage.callPlace == nil || stage.repeatsData || stage.intake(from: files) > 1
        }
        let kept = stages[..<(end ?? stages.count)].indices
        let random = kept.first { (stages[$0].operator as? Map)?.function == .stateful } ?? kept.upperBound
        let place = kept.prefix { $0 < random }.last { stages[$0].operator.callPlace != nil || $0 == 0 }
        return place.map { $0 + 1 }
    }

    /// A pipeline of which nothing can follow, such as one of PyTorch's loader, takes no such stage.
    private func isAccepted(_ one: OneMore) -> Bool {
        (try? file.scenario(variant: variant, overrides: overrides + one.changes)) != nil
    }

    private func insert(_ name: String, _ value: String, at place: Int) throws(ScenarioFileError) -> [Override] {
        try file.overrides(
            making: [.insert(operator: name, value: value, at: place)], variant: variant, overrides: overrides)
    }

    /// One more than it is; two calls where a stage has none of its own, and nil for what is found automatically.
    ///
    /// - Parameter absent: what it is where the file does not say it.
    private func increment(_ path: String, absent: Int = 1) throws(ScenarioFileError) -> Override? {
        guard let setting = try setting(path) else { return nil }
        let count: Int
        switch setting.value {
        case .count(let value): count = value
        case .word("none"), nil: count = absent
        default: return nil
        }
        guard setting.accepts(count + 1) else { return nil }
        return try setting.changed(to: .count(count + 1))
    }

    private func setting(_ path: String) throws(ScenarioFileError) -> Setting? {
        try file.setting(path, variant: variant, overrides: overrides)
    }

    /// A number and a share of it more; nil for a word.
    private func increase(_ path: String, by share: Double) throws(ScenarioFileError) -> Override? {
        guard let setting = try setting(path), let count = setting.count else { return nil }
        return try setting.changed(to: .count(count + Int((Double(count) * share).rounded(.up))))
    }

    private func scale(_ path: String, by factor: Double) throws(ScenarioFileError) -> Override? {
        guard let setting = try setting(path), let value = setting.scaled(by: factor) else { return nil }
        return try setting.changed(to: value)
    }
}
