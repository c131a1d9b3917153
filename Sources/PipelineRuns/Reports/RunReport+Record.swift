package import BasicContainers
import Measurements
package import Pipelines

/// From counters to figures, whatever backend has counted.
extension RunReport {
    /// What a run measured.
    package init(_ results: RunResults) {
        let (scenario, end) = (results.scenario, results.end.counters)
        let rates = results.utilisations.compactMap(\.all.samplesPerSecond)
        let wholeRun = WindowFigures(SteadyPart(wholeRunTo: results.end), scenario)
        let steady = results.history.figures(after: WarmUpEnd(of: [results.history])) ?? wholeRun
        self.init(
            steady: steady,
            wholeRun: wholeRun,
            endedEpochs: results.epochs.all.count,
            hasFirstBatch: results.firstElementAt != nil,
            epochSeconds: results.epochs.all.mean ?? 0,
            firstEpochSeconds: results.epochs.first ?? 0,
            laterEpochSeconds: results.epochs.later.mean,
            firstBatchSeconds: Double(results.firstElementAt ?? 0) / 1e9,
            utilisation: UtilisationReport(results.utilisations),
            epochSamplesPerSecond: rates.isEmpty ? nil : rates.reduce(0, +),
            usesPerSample: Self.usesPerSample(scenario, end),
            stepMedianSeconds: Double(results.stepIntervals.percentile(50) ?? 0) / 1e9,
            stepP99Seconds: Double(results.stepIntervals.percentile(99) ?? 0) / 1e9,
            peakBufferedBytes: results.memory.reduce(0) { $0 + Double(wide: $1.peakHeldBytes) },
            peakBytes: results.memory.reduce(0) { $0 + Double(wide: $1.peakBytes) },
            simulatedSeconds: Double(end.timeNanoseconds) / 1e9,
            steps: Int64(end.batches),
            samples: Int64(end.samples),
            events: results.events,
            stages: Self.stages(results, steady.stages),
            resources: results.resources)
        drawnTimes = results.drawnTimes
        engine = results.engine
    }

    /// The same report with the steady part that begins where the warm-up of several runs ends.
    ///
    /// - Parameter history: of the run.
    package func steady(after warmUp: WarmUpEnd, in history: RunHistory) -> RunReport {
        var report = self
        report.steady = history.figures(after: warmUp) ?? wholeRun
        for index in report.stages.indices { report.stages[index].shares = report.steady.stages[index] }
        return report
    }

    /// Samples that reached the training loops ÷ samples that one epoch of an undivided pipeline holds.
    private static func usesPerSample(_ scenario: Scenario, _ end: RunSnapshot) -> Double? {
        guard case .finite(let available) = scenario.pipeline.samplesPerEpoch else { return nil }
        return end.samples / (Double(available) * Double(scenario.pipeline.training.epochs))
    }

    private static func stages(_ results: RunResults, _ shares: [StageShares]) -> [StageReport] {
        let time = Double(results.end.counters.timeNanoseconds)
        return results.scenario.pipeline.stages.enumerated().map { index, stage in
            let held = results.stages[index].held
            let holds = held.maximumElements > 0 && time > 0
            return StageReport(
                name: stage.name,
                shares: shares[index],
                meanElements: holds ? held.elementNanoseconds / time : 0,
                maximumElements: held.maximumElements,
                maximumBytes: Int64(clamping: held.maximumBytes),
                emptyFraction: holds ? Double(held.emptyNanoseconds) / time : nil,
                fullFraction: holds ? Double(held.fullNanoseconds) / time : nil,
                tunedValue: results.stages[index].tunedValue,
                incompleteCaches: results.stages[index].incompleteCaches)
        }
    }
}

extension RunResults {
    /// What the pipelines of a run have come to.
    ///
    /// - Parameters:
    ///   - durations: of each accelerator.
    ///   - end: the counters now.
    ///   - resources: what the backend's shared resources measured themselves.
    ///   - events: pieces of work, or events of the engine, that were processed.
    ///   - engine: what simulated it; nil for what was executed.
    package init(
        _ scenario: Scenario, _ record: borrowing RunRecord, _ ranks: inout RigidArray<Rank>,
        _ durations: borrowing RigidArray<StageDurations>, end: RunSnapshot, resources: [ResourceReport],
        events: UInt64, engine: Engine?
    ) {
        var drawnTimes: [DrawnTimes] = []
        for rank in 0..<durations.count { drawnTimes.add(durations[rank].drawnTimes(scenario)) }
        var (utilisations, memory): ([RunUtilisation], [MemoryUse]) = ([], [])
        var incompleteCaches = Array(repeating: 0, count: scenario.pipeline.stages.count)
        for rank in 0..<ranks.count {
            utilisations.append(ranks[rank].utilisation)
            memory.append(ranks[rank].run.memory)
            for stage in incompleteCaches.indices {
                incompleteCaches[stage] += ranks[rank].run.incompleteCaches(ofStage: stage)
            }
        }
        var stages: [Stage] = []
        for (stage, incomplete) in incompleteCaches.enumerated() {
            stages.append(
                Stage(
                    held: ranks[0].run.occupancy(ofStage: stage), tunedValue: ranks[0].run.tunedValue(ofStage: stage),
                    incompleteCaches: incomplete))
        }
        self.init(
            scenario: scenario, history: record.history, epochs: record.epochs, stepIntervals: record.stepIntervals,
            end: record.moment(end, &ranks), firstElementAt: ranks[0].run.firstElementAt, utilisations: utilisations,
            memory: memory, stages: stages, resources: resources, drawnTimes: drawnTimes, events: events,
            engine: engine)
    }
}

extension OutOfMemory {
    /// What an accelerator's pipeline held when the modelled memory ran out.
    package init(_ scenario: Scenario, _ exhaustion: MemoryUse.Exhaustion, _ rank: borrowing Rank) {
        let stages = scenario.pipeline.stages
        var held: [Int64] = []
        for index in stages.indices { held.append(Int64(clamping: rank.run.occupancy(ofStage: index).bytes)) }
        let most = stages.indices.max { held[$0] < held[$1] } ?? 0
        let capacity = (scenario.platform.memory.capacityBytes ?? .max) / Int64(scenario.platform.gpu.count)
        self.init(
            seconds: Double(exhaustion.nanoseconds) / 1e9, neededBytes: Int64(clamping: exhaustion.bytes),
            capacityBytes: capacity, stage: stages[most].name, stageBytes: held[most])
    }
}

extension RunHistory {
    /// The figures of the run's steady part; nil where nothing is steady.
    fileprivate func figures(after warmUp: WarmUpEnd) -> WindowFigures? {
        SteadyPart(self, after: warmUp).map { WindowFigures($0, scenario) }
    }
}
