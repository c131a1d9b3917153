/// Operators from the source to the training loop, checked to fit together.
public struct Pipeline: Sendable {
    /// An operator and the name by which overrides, streams and reports call it.
    public struct NamedStage: Sendable {
        /// Unique in the pipeline.
        public let name: String
        /// What it does.
        public let `operator`: any Operator

        /// Names an operator.
        public init(name: String, operator: any Operator) {
            self.name = name
            self.operator = `operator`
        }

        fileprivate var storedFiles: StoredFiles? { `operator`.storedFiles(named: name) }
    }

    /// From the source to the last operator.
    public private(set) var stages: [NamedStage]
    /// The consumer.
    public let training: TrainingLoop

    /// A pipeline of named operators.
    ///
    /// - Throws: `PipelineError` with the position of the stage that cannot stand where it was put.
    public init(stages: [NamedStage], training: TrainingLoop) throws(PipelineError) {
        self.stages = stages
        self.training = training
        try checkSource()
        try checkNames()
        let operators = stages.map(\.operator)
        for index in stages.indices {
            let (upstream, downstream) = (operators[..<index], operators[(index + 1)...])
            let problem =
                Self.problem(feeding: operators[index], through: upstream.dropFirst())
                ?? operators[index].placementProblem(upstream: upstream, downstream: downstream)
            if let problem { throw PipelineError(stage: index, problem) }
        }
        try checkLocks()
        try checkLength()
    }

    /// A pipeline from the source to the last operator.
    ///
    /// - Parameters:
    ///   - parts: operators; those without a name are called after their kind, and numbered from the second of a kind
    ///     on.
    ///   - training: the consumer.
    /// - Throws: `PipelineError` with the position of the stage that cannot stand where it was put, or whose name has
    ///   other characters than scenario files allow.
    public init(_ parts: [any PipelinePart], training: TrainingLoop) throws(PipelineError) {
        var names = StageNames()
        var stages: [NamedStage] = []
        for (index, part) in parts.enumerated() {
            let automatic = names.automatic(of: type(of: part.operator).name)
            if let given = part.givenName, !StageNames.allows(given) {
                throw PipelineError(stage: index, "`\(given)` cannot name a stage: \(StageNames.accepted)")
            }
            if let given = part.givenName, StageNames.reserved.contains(given) {
                throw PipelineError(stage: index, "`\(given)` is a section of files: a stage needs another name")
            }
            stages.append(NamedStage(name: part.givenName ?? automatic, operator: part.operator))
        }
        try self.init(stages: stages, training: training)
    }

    /// What a path to a stage begins with in a scenario file: `decode`, or `map-1` where several stages are maps.
    ///
    /// - Parameter name: the stage's; another word stands for itself.
    package func address(of name: String) -> String {
        StageNames.address(of: name, among: stages.map { ($0.name, type(of: $0.operator).name) })
    }

    /// The path of a stage's parameter in a scenario file: `decode.parallelism`.
    package func path(to parameter: String, of stage: NamedStage) -> String {
        "\(address(of: stage.name)).\(parameter)"
    }

    /// The pipeline that feeds accelerator `rank` of `count`: the same stages, each with its share of the data.
    ///
    /// - Throws: `PipelineError` when an accelerator would get no element.
    public func onAccelerator(_ rank: Int, of count: Int) throws(PipelineError) -> Pipeline {
        var share = self
        share.stages = stages.map {
            NamedStage(name: $0.name, operator: $0.operator.onAccelerator(rank, of: count))
        }
        // The kinds of the operators stay, and with them where they may stand; the number of elements does not.
        try share.checkLength()
        return share
    }

    /// The pipeline where another number of the same files lies in storage.
    ///
    /// - Throws: `PipelineError` when the training loop would get no element.
    package func reading(files: Int64) throws(PipelineError) -> Pipeline {
        var other = self
        other.stages = stages.map { NamedStage(name: $0.name, operator: $0.operator.reading(files: files)) }
        try other.checkLength()
        return other
    }

    /// What lies in storage: the files that the source reads, or that it delivers for a stage to open.
    package var storedFiles: StoredFiles {
        guard let files = stages.first?.storedFiles else { preconditionFailure("a pipeline begins with a source") }
        return files
    }

    /// The files that the source delivers because a stage opens them, or the indices that it delivers because a stage
    /// reads the samples; nil when it delivers samples.
    public var files: StoredFiles? {
        switch stages.dropFirst().lazy.map(\.operator.takes).first(where: { $0 != .sample }) {
        case .file: storedFiles.asOpened
        case .index: storedFiles.asIndices
        case .sample, nil: nil
        }
    }

    /// Whether what a stage reads from the disk are samples, not elements that it keeps in a file of its own; by stage.
    package var readsSamples: [Bool] { stages.map { !$0.operator.keepsOnDisk } }

    /// Requests to storage for each sample, on average.
    package var requestsPerSample: Double { (files ?? storedFiles).requestsPerSample }

    /// Files that are opened for each sample, on average.
    package var opensPerSample: Double { 1 / (files ?? storedFiles).samplesPerOpening }

    /// Elements that reach stage `index` from above, and what the last stage delivers at `stages.count`: files between
    /// the source and an `interleave`.
    public func cardinality(at index: Int) -> Cardinality { cardinalities[index] }

    /// `cardinality(at:)` of all positions, in one pass over the stages.
    package var cardinalities: [Cardinality] { cardinalities(ofFirstEpoch: false) }

    /// Elements that reach each stage, and leave the last one, in an epoch.
    ///
    /// - Parameter isFirst: whether of the run's first epoch, from which `skip` may leave elements out.
    package func cardinalities(ofFirstEpoch isFirst: Bool) -> [Cardinality] {
        let files = files
        var passed: [Cardinality] = [.finite(0)]
        for (index, stage) in stages.enumerated() {
            let next: Cardinality =
                switch files {
                case let files? where index == 0: .finite(files.count)
                case let files? where stage.operator.takes == .file:
                    stage.operator.cardinality(afterFiles: passed[index], of: files)
                default:
                    isFirst
                        ? stage.operator.cardinalityOfFirstEpoch(after: passed[index])
                        : stage.operator.cardinality(after: passed[index])
                }
            passed.append(next)
        }
        return passed
    }

    /// Samples of the source in one epoch, each counted as often as `repeat` stages read it.
    public var samplesPerEpoch: Cardinality {
        let files = storedFiles
        return stages.reduce(.finite(files.lengths.samples)) { samples, stage in
            stage.operator.repeatsData ? stage.operator.cardinality(after: samples) : samples
        }
    }

    /// Steps of one epoch, when it is known before the run.
    public var stepsPerEpoch: Int64? {
        steps(ofEpoch: 1)
    }

    /// Steps of all epochs, when they are known before the run.
    public var totalSteps: Int64? {
        guard let first = steps(ofEpoch: 0), let later = steps(ofEpoch: 1) else { return nil }
        let (afterFirst, isTooMany) = later.multipliedReportingOverflow(by: Int64(training.epochs - 1))
        let (total, overflow) = first.addingReportingOverflow(afterFirst)
        return isTooMany || overflow ? nil : total
    }

    /// Steps of an epoch, counted from 0; nil where they are not known before the run, and where a `repeat: forever` may
    /// find nothing to repeat.
    package func steps(ofEpoch epoch: Int) -> Int64? {
        let cardinalities = cardinalities(ofFirstEpoch: epoch == 0)
        if cardinalities.contains(.unknown) { return nil }
        let limit = training.stepLimit(ofEpoch: epoch).map(Int64.init)
        return switch cardinalities[stages.count] {
        case .finite(let available): limit.map { min($0, available) } ?? available
        case .infinite: limit
        case .unknown: nil
        }
    }

    /// Whether what the training loop gets lies in pinned memory, from which copies to an accelerator may be faster.
    package var deliversPinned: Bool {
        stages.reversed().lazy.compactMap(\.operator.resultMemory).first == .pinned
    }

    /// Whether an element of stage `index` costs time on its way to the next stage, which runs in another thread.
    func passesThreads(after index: Int, _ overheads: Overheads) -> Bool {
        let hasHandOver = stages[index].operator.isAsynchronous && !overheads.handOver.isZero
        let isBuffered = index + 1 < stages.count && stages[index + 1].operator.hasBufferThread
        return hasHandOver || (isBuffered && !overheads.buffering.isZero)
    }

    private func checkSource() throws(PipelineError) {
        guard let first = stages.first else {
            throw PipelineError("the pipeline is empty: it must begin with a `source`")
        }
        guard first.storedFiles != nil else {
            throw PipelineError(stage: 0, "the first stage must be a `source`, not `\(type(of: first.operator).name)`")
        }
        if let second = stages.indices.dropFirst().first(where: { stages[$0].storedFiles != nil }) {
            throw PipelineError(stage: second, "only the first stage may be a `source`")
        }
    }

    /// Why the names of files, or the indices, that an operator takes do not come to it from the source.
    private static func problem(feeding taker: any Operator, through passed: ArraySlice<any Operator>) -> String? {
        guard taker.takes != .sample, let other = passed.first(where: { !$0.passesOn.contains(taker.takes) }) else {
            return nil
        }
        let (name, before) = ("`\(type(of: taker).name)`", "`\(type(of: other).name)`")
        guard other.takes == .sample else {
            return "\(name) takes \(taker.takes.plural), and none come out of \(before)"
        }
        let remedy = taker.takes == .index ? "its workers read them" : "put it after"
        return "\(before) before \(name) would get \(taker.takes.plural), not samples: \(remedy)"
    }

    private func checkNames() throws(PipelineError) {
        var names: Set<String> = []
        for (index, stage) in stages.enumerated() where !names.insert(stage.name).inserted {
            throw PipelineError(stage: index, "two stages are called `\(stage.name)`: give one another `name`")
        }
    }

    private func checkLocks() throws(PipelineError) {
        let names = Set(stages.compactMap(\.operator.lock?.name))
        guard names.count > CallLock.most, let last = stages.indices.last(where: { stages[$0].operator.lock != nil })
        else { return }
        throw PipelineError(
            stage: last, "a pipeline has at most \(CallLock.most) locks of different names, not \(names.count)")
    }

    private func checkLength() throws(PipelineError) {
        let cardinalities = cardinalities(ofFirstEpoch: training.epochs == 1)
        if let last = stages.indices.first(where: { cardinalities[$0 + 1] == .finite(0) }) {
            throw PipelineError(
                stage: last, "the pipeline delivers no element: \(emptiness(of: last, after: cardinalities[last]))")
        }
        switch cardinalities[stages.count] {
        case .infinite where training.stepsPerEpoch == nil:
            throw PipelineError("the data never end (`repeat: forever`): `train` needs `steps`")
        default:
            break
        }
    }

    private func emptiness(of index: Int, after upstream: Cardinality) -> String {
        let name = "`\(type(of: stages[index].operator).name)`"
        guard case .finite(let available) = upstream, available > 0 else { return "\(name) is empty" }
        return "nothing is left of the \(available) that reach \(name)"
    }
}
