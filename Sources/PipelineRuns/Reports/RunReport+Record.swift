package import BasicContainers
import Measurements
package import Pipelines

/// From counters to figures, whatever backend has counted.
extension RunReport {
    /// What a run measured.
    ///
    /// - Parameters:
    ///   - durations: of each accelerator.
    ///   - end: the counters now.
    ///   - resources: what the backend's shared resources measured themselves.
    ///   - events: pieces of work, or events of the engine, that were processed.
    package init(
        _ scenario: Scenario, _ record: borrowing RunRecord, _ ranks: inout RigidArray<Rank>,
        _ durations: borrowing RigidArray<StageDurations>, end: RunSnapshot, resources: [ResourceReport], events: UInt64
    ) {
        var (rates, memory): ([Double], [MemoryUse]) = ([], [])
        for rank in 0..<ranks.count {
            if let value = ranks[rank].utilisation.samplesPerSecond { rates.append(value) }
            memory.append(ranks[rank].run.memory)
        }
        let moment = record.moment(end, &ranks)
        let wholeRun = WindowFigures(SteadyPart(wholeRunTo: moment), scenario)
        let steady = record.history.figures(after: WarmUpEnd(of: [record.history])) ?? wholeRun
        self.init(
            steady: steady,
            wholeRun: wholeRun,
            endedEpochs: record.epochSeconds.count,
            hasFirstBatch: ranks[0].run.firstElementAt != nil,
            epochSeconds: record.epochSeconds.mean ?? 0,
            firstEpochSeconds: record.firstEpochSeconds ?? 0,
            laterEpochSeconds: record.laterEpochSeconds.mean,
            firstBatchSeconds: Double(ranks[0].run.firstElementAt ?? 0) / 1e9,
            utilisation: UtilisationReport(ranks),
            epochSamplesPerSecond: rates.isEmpty ? nil : rates.reduce(0, +),
            usesPerSample: Self.usesPerSample(scenario, end),
            stepMedianSeconds: Double(record.stepIntervals.percentile(50) ?? 0) / 1e9,
            stepP99Seconds: Double(record.stepIntervals.percentile(99) ?? 0) / 1e9,
            peakBufferedBytes: memory.reduce(0) { $0 + Double(wide: $1.peakHeldBytes) },
            peakBytes: memory.reduce(0) { $0 + Double(wide: $1.peakBytes) },
            simulatedSeconds: Double(end.timeNanoseconds) / 1e9,
            steps: Int64(end.batches),
            samples: Int64(end.samples),
            events: events,
            stages: Self.stages(scenario, ranks, end, steady.stages),
            resources: resources)
        for rank in 0..<durations.count { drawnTimes.add(durations[rank].drawnTimes(scenario)) }
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

    private static func stages(
        _ scenario: Scenario, _ ranks: borrowing RigidArray<Rank>, _ end: RunSnapshot, _ shares: [StageShares]
    ) -> [StageReport] {
        let time = Double(end.timeNanoseconds)
        return scenario.pipeline.stages.enumerated().map { index, stage in
            let held = ranks[0].run.occupancy(ofStage: index)
            let holds = held.maximumElements > 0 && time > 0
            return StageReport(
                name: stage.name,
                shares: shares[index],
                meanElements: holds ? held.elementNanoseconds / time : 0,
                maximumElements: held.maximumElements,
                maximumBytes: Int64(clamping: held.maximumBytes),
                emptyFraction: holds ? Double(held.emptyNanoseconds) / time : nil,
                fullFraction: holds ? Double(held.fullNanoseconds) / time : nil,
                tunedValue: ranks[0].run.tunedValue(ofStage: index),
                incompleteCaches: Self.incompleteCaches(ranks, stage: index))
        }
    }
}

extension RunReport {
    private static func incompleteCaches(_ ranks: borrowing RigidArray<Rank>, stage: Int) -> Int {
        var count = 0
        for rank in 0..<ranks.count { count += ranks[rank].run.incompleteCaches(ofStage: stage) }
        return count
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
