import Pipelines
import Variates

/// What reads take, as the executor makes them.
public struct DiskCalibration: Sendable {
    /// Seconds of reads of a pipeline that does nothing else, one at a time, with their transfers.
    public var readSeconds: [Double]
    /// Bytes of the reads.
    public var readBytes: [Double]
    /// Bytes per second of the transfers, by the number of reads at a time; empty where samples have no bytes.
    public var bytesPerSecondByDepth: [Double]

    /// Seconds of the reads without their transfers, at least 0.
    public var latencies: [Double] {
        guard let alone = bytesPerSecondByDepth.first else { return readSeconds }
        return zip(readSeconds, readBytes).map { max(0, $0 - $1 / alone) }
    }

    /// The latencies from the shortest on, without the highest hundredth: that is other load.
    public var undisturbedLatencies: [Double] {
        let sorted = latencies.sorted()
        return Array(sorted.prefix(max(1, sorted.count * 99 / 100)))
    }

    func apply(to disk: inout Disk) {
        if let table = RecordedTable.resampling(undisturbedLatencies) { disk.latency = .recorded(table) }
        disk.bytesPerSecond = bytesPerSecondByDepth.isEmpty ? nil : bytesPerSecondByDepth
    }
}

extension RecordedTable {
    /// A table of times; nil when there are none.
    fileprivate static func resampling(_ values: [Double]) -> RecordedTable? {
        do { return try RecordedTable(values: values, replay: .resampled) } catch { return nil }
    }
}

extension DiskCalibration {
    private static let reads = 400

    /// Measures reads one at a time through the executor, and the transfers of several at a time.
    init(_ scenario: Scenario, _ settings: ExecutionSettings, _ run: StageRun) throws(ExecutionError) {
        guard let samples = settings.samples, let source = scenario.pipeline.stages.first else {
            let elements = Self.reads
            let work = try run.work(
                of: 0, in: [run.emptySource(elements)], training: run.training(stepSeconds: 0, steps: elements))
            self.init(
                readSeconds: work.map { 1e-9 * Double($0.completedAt - $0.servedAt) }, readBytes: work.map { _ in 0 },
                bytesPerSecondByDepth: [])
            return
        }
        let available = samples.directory.dataSet.samples
        let steps = Int(min(Int64(Self.reads), available))
        let work = try run.work(
            of: 0, in: [source], training: run.training(stepSeconds: 0, steps: steps))
        let seconds = work.map { 1e-9 * Double($0.completedAt - $0.servedAt) }
        let bytes = work.map { Double($0.work.element.bytes) }
        let latency = try samples.latencySeconds()
        let depths = 1...min(scenario.platform.disk.queueDepth, scenario.pipeline.readsAtATime)
        var rates: [Double] = []
        let mean = bytes.isEmpty ? 0 : bytes.reduce(0, +) / Double(bytes.count)
        for depth in depths {
            let perRead = depth == 1 ? seconds.trimmedMean ?? latency : try samples.secondsPerRead(depth: depth)
            rates.append(Double(depth) * mean / max(perRead - latency, 0.02 * perRead))
        }
        self.init(readSeconds: seconds, readBytes: bytes, bytesPerSecondByDepth: rates)
    }
}

extension Pipeline {
    /// The most reads that its stages make at a time.
    fileprivate var readsAtATime: Int {
        stages.map { ($0.operator as? Interleave)?.concurrency ?? 1 }.max() ?? 1
    }
}
