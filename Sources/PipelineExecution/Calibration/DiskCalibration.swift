import PipelineRuns
import Pipelines
import Variates

/// What reads take, as the executor makes them.
package struct DiskCalibration: Sendable {
    /// Seconds of reads that pay the disk's latency, among the pipeline's functions and steps, with their transfers.
    package var readSeconds: [Double]
    /// Bytes of these reads: of a row group those of its samples.
    package var readBytes: [Double]
    /// Bytes per second of the transfers, by the number of reads at a time; empty where samples have no bytes.
    ///
    /// Where samples follow others in a file that is open, this is all that they take: their latencies are part of it.
    package var bytesPerSecondByDepth: [Double]

    /// Seconds of the reads without their transfers, at least 0.
    package var latencies: [Double] {
        guard let alone = bytesPerSecondByDepth.first else { return readSeconds }
        return zip(readSeconds, readBytes).map { max(0, $0 - $1 / alone) }
    }

    /// The latencies from the shortest on, without those that other load made long.
    package var undisturbedLatencies: [Double] { latencies.undisturbed }

    func apply(to disk: inout Disk) {
        if let table = RecordedTable.resampling(undisturbedLatencies) { disk.latency = .recorded(table) }
        disk.bytesPerSecond = bytesPerSecondByDepth.isEmpty ? nil : bytesPerSecondByDepth
        // A file system of this machine, which does as it is asked.
        (disk.laterBandwidths, disk.requestsPerSecond, disk.opensPerSecond, disk.failureShare) = ([], nil, nil, 0)
    }
}

extension RecordedTable {
    /// A table of times; nil when there are none.
    static func resampling(_ values: [Double]) -> RecordedTable? {
        do { return try RecordedTable(values: values, replay: .resampled) } catch { return nil }
    }
}

extension DiskCalibration {
    /// Reads of each kind.
    static let reads = 400
    /// Reads of a kind may take so long, in seconds, but are no fewer than the least number.
    static let seconds = 1.5
    static let fewestReads = 48

    /// Measures reads among the pipeline's functions and steps, reads that do nothing else, and several at a time.
    init(
        _ scenario: Scenario, _ surroundings: Surroundings, _ settings: ExecutionSettings, _ run: StageRun
    ) throws(ExecutionError) {
        guard let samples = settings.samples, let source = scenario.pipeline.sourceAlone else {
            let elements = Self.reads
            let work = try run.work(
                of: 0, in: [run.emptySource(elements)], training: run.training(stepSeconds: 0, steps: elements))
            self.init(readSeconds: work.map(\.readSeconds), readBytes: work.map { _ in 0 }, bytesPerSecondByDepth: [])
            return
        }
        let each = try Self.secondsPerSample(samples, settings)
        let alone = try run.work(
            of: 0, in: [source],
            training: run.training(stepSeconds: 0, steps: Self.affordable(samples, secondsEach: each)))
        let period = max(surroundings.secondsPerRead, each)
        let reads = try run.reads(
            in: surroundings.stages(source, run.buffer(2)),
            training: surroundings.training(steps: Self.affordable(samples, secondsEach: period)))
        let stored = scenario.pipeline.files ?? scenario.pipeline.storedFiles
        let groups = RowGroups(scenario, replication: 0)
        let isReadOn = stored.samplesPerOpening > 1 && groups == nil
        let following = isReadOn ? reads.filter { $0.work.place == .diskStream } : []
        let opening =
            following.isEmpty && groups == nil
            ? reads : reads.filter { $0.work.place == .disk || $0.work.place == .diskRequest }
        func bytes(_ read: WorkRecord) -> Double {
            Double(groups?.bytes(from: read.work.element.sample) ?? read.work.element.bytes)
        }
        let requests = groups == nil ? alone : alone.filter { $0.work.place != .diskStream }
        var rates = try Self.rates(
            requests, bytes: requests.map(bytes), samples, groups?.layout, depth: Self.depth(of: scenario),
            ReadLimits(seconds: Self.seconds, memoryBytes: settings.availableBytes))
        if let rate = following.bytesPerReadSecond, let first = rates.first, first > 0 {
            rates = rates.map { $0 / first * rate }
        }
        self.init(
            readSeconds: opening.map(\.readSeconds), readBytes: opening.map(bytes),
            bytesPerSecondByDepth: rates)
    }

    /// The most reads that a scenario makes at a time.
    static func depth(of scenario: Scenario) -> Int {
        max(1, min(scenario.platform.disk.queueDepth, scenario.pipeline.readsAtATime))
    }

    /// Seconds of a read of a sample, from a few that do nothing else, for how many can be afforded.
    static func secondsPerSample(
        _ samples: SampleReader, _ settings: ExecutionSettings
    ) throws(ExecutionError) -> Double {
        try samples.secondsPerRead(
            depth: 1, nil, ReadLimits(seconds: 0.05, reads: 20, memoryBytes: settings.availableBytes))
    }

    /// Reads of which each takes so long, as many as there is time for.
    static func affordable(_ samples: SampleReader, secondsEach: Double) -> Int {
        let affordable = min(seconds / max(secondsEach, 1e-6), Double(reads))
        return Int(min(Int64(max(fewestReads, Int(affordable))), samples.directory.dataSet.samples))
    }

    /// Bytes per second of transfers, 1, 2, … of them at a time, beyond what a read of hardly any bytes takes.
    private static func rates(
        _ alone: [WorkRecord], bytes: [Double], _ samples: SampleReader, _ groups: FileLayout?, depth: Int,
        _ limits: ReadLimits
    ) throws(ExecutionError) -> [Double] {
        let latency = try samples.latencySeconds(limits)
        let mean = bytes.isEmpty ? 0 : bytes.reduce(0, +) / Double(bytes.count)
        var rates: [Double] = []
        for depth in 1...depth {
            let perRead =
                depth == 1
                ? alone.map(\.readSeconds).trimmedMean ?? latency
                : try samples.secondsPerRead(depth: depth, groups, limits)
            rates.append(Double(depth) * mean / max(perRead - latency, 0.02 * perRead))
        }
        return rates
    }
}

extension [WorkRecord] {
    /// Bytes of all reads per second of them; nil when there are none.
    fileprivate var bytesPerReadSecond: Double? {
        guard let seconds = map(\.readSeconds).trimmedMean, seconds > 0 else { return nil }
        return reduce(0) { $0 + Double($1.work.element.bytes) } / Double(count) / seconds
    }
}

extension WorkRecord {
    /// From when the disk had room for the read until its stage learnt of it, in seconds.
    fileprivate var readSeconds: Double { 1e-9 * Double(completedAt - servedAt) }
}

extension Pipeline {
    /// The most reads that its stages make at a time.
    fileprivate var readsAtATime: Int {
        stages.filter { $0.operator.takes != .sample }.map(\.operator.concurrency).max() ?? 1
    }
}
