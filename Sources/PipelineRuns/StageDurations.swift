public import BasicContainers
import DiscreteEvent
public import Pipelines
import Variates

/// The random durations of one accelerator's pipeline, a stream for each stage, named after it.
///
/// A stage that both reads from the disk and has a time of its own has a second stream, for the latencies.
@usableFromInline
package struct StageDurations: ~Copyable {
    @usableFromInline var stages: RigidArray<DurationStream>
    private var latencies: RigidArray<DurationStream>
    /// There where requests to the disk fail at times.
    private var retries: RetryTimes?
    /// There where something keeps samples that were read.
    private var readCache: ReadCacheTimes?
    private var hostOverhead: DurationStream
    private var step: DurationStream
    private var checkpoint: DurationStream
    private var evaluation: DurationStream

    /// The streams of an accelerator's pipeline at their beginning.
    package init(_ scenario: Scenario, replication: UInt32, rank: UInt32) {
        func key(_ name: String) -> StreamKey {
            StreamKey(seed: scenario.run.seed, replication: replication, stage: name, rank: rank)
        }
        func stream(_ name: String, _ service: ServiceTime) -> DurationStream {
            DurationStream(service, key: key(name))
        }
        let pipeline = scenario.pipeline
        let latency = ServiceTime(secondsPerElement: scenario.platform.disk.latency)
        stages = RigidArray(capacity: pipeline.stages.count)
        latencies = RigidArray(capacity: pipeline.stages.count)
        for stage in pipeline.stages {
            let service = stage.operator.serviceTime
            stages.append(stream(stage.name, service ?? ServiceTime(secondsPerElement: .constant(0))))
            latencies.append(stream(service == nil ? stage.name : stage.name + ".latency", latency))
        }
        retries = scenario.platform.disk.failureShare > 0 ? RetryTimes(scenario.platform.disk, key: key) : nil
        readCache = scenario.platform.readCache.isUsed ? ReadCacheTimes(scenario.platform.readCache, key: key) : nil
        hostOverhead = stream("train.host", ServiceTime(secondsPerElement: pipeline.training.hostOverhead))
        step = stream("train.step", ServiceTime(secondsPerElement: pipeline.training.step))
        let (checkpoint, evaluation) = (pipeline.training.checkpoint, pipeline.training.evaluation)
        self.checkpoint = stream(
            "train.checkpoint", ServiceTime(secondsPerElement: checkpoint?.seconds ?? .constant(0)))
        self.evaluation = stream(
            "train.evaluation", ServiceTime(secondsPerElement: evaluation?.seconds ?? .constant(0)))
    }

    /// Nanoseconds of the next input of a stage.
    @inlinable @inline(__always)
    package mutating func next(stage: Int32, for element: Element, at now: Int64) -> Int64 {
        next(stage: Int(stage), sample: element.sample, bytes: element.bytes, at: now)
    }

    /// The same for an element of which only its first sample and its bytes are known.
    @inlinable @inline(__always)
    package mutating func next(stage: Int, sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        stages[stage].next(sample: sample, bytes: bytes, at: now)
    }

    /// Nanoseconds of the latency of a stage's next request to the disk, tries that fail included.
    @inline(__always)
    package mutating func nextLatency(stage: Int32, for element: Element, at now: Int64) -> Int64 {
        nextLatency(stage: Int(stage), sample: element.sample, bytes: element.bytes, at: now)
    }

    /// The same for a sample of which only its number and its bytes are known.
    package mutating func nextLatency(stage: Int, sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        let latency = latencies[stage].next(sample: sample, bytes: bytes, at: now)
        return retries == nil ? latency : SimulationTime.sum(latency, failedTries(sample, bytes, at: now))
    }

    @inline(never)
    private mutating func failedTries(_ sample: Int64, _ bytes: Int64, at now: Int64) -> Int64 {
        retries?.next(sample: sample, bytes: bytes, at: now) ?? 0
    }

    /// Nanoseconds of the latency of the next request to the read cache.
    package mutating func nextCacheLatency(for element: Element, at now: Int64) -> Int64 {
        readCache?.nextRead(for: element, at: now) ?? 0
    }

    /// Nanoseconds of the latency of the next sample that is written to the read cache's disk.
    package mutating func nextCacheWriteLatency(for element: Element, at now: Int64) -> Int64 {
        readCache?.nextWrite(for: element, at: now) ?? 0
    }

    /// Nanoseconds of host time before the next step.
    package mutating func nextHostOverhead(for element: Element, at now: Int64) -> Int64 {
        hostOverhead.next(for: element, at: now)
    }

    /// Nanoseconds of the next checkpoint, apart from its bytes.
    package mutating func nextCheckpoint(for element: Element, at now: Int64) -> Int64 {
        checkpoint.next(for: element, at: now)
    }

    /// Nanoseconds of the next evaluation.
    package mutating func nextEvaluation(for element: Element, at now: Int64) -> Int64 {
        evaluation.next(for: element, at: now)
    }

    /// Nanoseconds that the next step computes.
    package mutating func nextStep(for element: Element, at now: Int64) -> Int64 { step.next(for: element, at: now) }

    /// The same for a batch of which only its first sample and its bytes are known.
    package mutating func nextStep(sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        step.next(sample: sample, bytes: bytes, at: now)
    }

    /// What was drawn of times that vary so much that few draws may miss what their mean is made of.
    package func drawnTimes(_ scenario: Scenario) -> [DrawnTimes] {
        var times: [DrawnTimes] = []
        func add(_ name: String, _ seconds: Distribution?, _ drawn: (count: Int, seconds: Double)) {
            guard let seconds, !seconds.isReplayed, seconds.cv > DrawnTimes.heavyTailCV else { return }
            times.add([
                DrawnTimes(
                    name: name, expectedSeconds: seconds.mean, count: drawn.count, seconds: drawn.seconds)
            ])
        }
        let training = scenario.pipeline.training
        for (index, stage) in scenario.pipeline.stages.enumerated() {
            add("`\(stage.name)`", stage.operator.serviceTime?.secondsPerElement, stages[index].drawn)
            add("the disk's latency", scenario.platform.disk.latency, latencies[index].drawn)
        }
        add("the read cache's latency", scenario.platform.readCache.latency, drawnFromReadCache)
        add("the host's time before a step", training.hostOverhead, hostOverhead.drawn)
        add("the training step", training.step, step.drawn)
        add("a checkpoint", training.checkpoint?.seconds, checkpoint.drawn)
        add("an evaluation", training.evaluation?.seconds, evaluation.drawn)
        return times
    }

    /// A draw of a stage, or of the training loop after the last, that no clock counts (s), if there was one.
    package func refusedSeconds(ofStage stage: Int) -> Double? {
        if stage < stages.count {
            return stages[stage].refusedSeconds ?? latencies[stage].refusedSeconds ?? refusedRetrySeconds
                ?? refusedReadCacheSeconds
        }
        return hostOverhead.refusedSeconds ?? step.refusedSeconds ?? checkpoint.refusedSeconds
            ?? evaluation.refusedSeconds
    }

    private var drawnFromReadCache: (count: Int, seconds: Double) {
        switch readCache {
        case .some(let times): times.drawnReads
        case nil: (0, 0)
        }
    }

    private var refusedReadCacheSeconds: Double? {
        switch readCache {
        case .some(let times): times.refusedSeconds
        case nil: nil
        }
    }

    private var refusedRetrySeconds: Double? {
        switch retries {
        case .some(let tries): tries.refusedSeconds
        case nil: nil
        }
    }
}
