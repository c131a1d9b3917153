import Pipelines
import ScenarioFiles

/// The stages, the training loop and the variants.
extension LoopScenario {
    func pipeline() throws(CaseError) -> [StageDocument] {
        guard let loader = recording.run.loader else { return otherPipeline }
        var stage = StageDocument(DataLoader.self, .block)
        stage.parameters.set("workers", .count(loader.workers))
        stage.parameters.set("batchSize", .count(samplesPerBatch))
        let factor = loader.prefetchFactor ?? 2
        guard loader.workers * factor <= 1_000_000 else {
            throw CaseError("loader.prefetch_factor: `num_workers` × `prefetch_factor` must be at most 1,000,000")
        }
        if loader.workers > 0 || factor != 2 { stage.parameters.set("prefetchFactor", .count(factor)) }
        if loader.dropsRemainder { stage.parameters.set("remainder", .word("drop")) }
        if !loader.keepsOrder { stage.parameters.set("order", .word("unordered")) }
        if loader.persists { stage.parameters.set("workersLive", .word("run")) }
        if loader.pins { stage.parameters.set("hostMemory", .word("pinned")) }
        if dataset != .indexed { stage.parameters.set("dataset", .word(dataset.rawValue)) }
        if let cost = sampleCost { stage.parameters.set("cost", cost) }
        if let collate = costs?.collate, collate > 0 { stage.parameters.set("collate", .time(collate)) }
        setResultBytes(of: &stage)
        return [source(elements: storedSamples), stage]
    }

    private func source(elements: Double) -> StageDocument {
        StageDocument(Source.self, "elements", .count(Int(max(1, min(elements.rounded(), 1e12)))))
    }

    /// Bytes of a sample as batches hold it; those that were read for it no recording has.
    private func setResultBytes(of stage: inout StageDocument) {
        guard let totals, totals.bytes > 0 else { return }
        let perBatch = batches.vary ? Double(batches.size) : Double(totals.samples) / Double(totals.batches)
        let bytes = totals.bytes / perBatch
        stage.parameters.set("outputBytes", .bytes(min(1e12, bytes)))
        stage.parameters.comment("Bytes read are not recorded: give the source its `size` before you try another disk.")
    }

    /// Of an iterable that is not PyTorch's only its waits are known: it makes each batch while the loop waits.
    private var otherPipeline: [StageDocument] {
        let epochs = steps.epochs
        let waits = epochs.flatMap { $0.waits.prefix(max($0.knownSteps, 1)) }
        let known = epochs.flatMap { zip($0.waits, $0.waitCore).compactMap { wait, core in core.map { (wait, $0) } } }
        let computed = known.reduce(0) { $0 + $1.1 } > 0.5 * known.reduce(0) { $0 + $1.0 }
        var map = StageDocument(Map.self, name: .word("batches"))
        map.parameters.set("cost", WrittenValue.measured(seconds: waits))
        map.parameters.set("use", .word(computed ? "core" : "wait"))
        return [source(elements: storedSamples), map]
    }

    // MARK: Samples

    /// Computation of a sample: as it varied, and as long in the mean as without workers.
    private var sampleCost: WrittenValue? {
        guard let costs, costs.sampleCore > 0 else { return nil }
        return spread(recording.run.notes.flatMap(\.sampleCore), mean: costs.sampleCore * scale)
    }

    /// What samples wait for; nil where they hardly wait.
    var sampleWaits: WrittenValue? {
        guard let totals, totals.wait > max(20e-6, 0.01 * totals.core) else { return nil }
        let waits = recording.run.notes.flatMap { notes in
            zip(notes.sampleWall, notes.sampleCore).map { max(0, $0 - $1) }
        }
        return spread(waits, mean: totals.wait * scale)
    }

    /// Times of samples, scaled to a mean; samples that were timed together vary more than their mean.
    private func spread(_ seconds: [Double], mean: Double) -> WrittenValue {
        guard seconds.count > 1, let own = seconds.mean, own > 0 else { return .time(mean) }
        let group = recording.run.notes.compactMap { $0.group.max() }.max() ?? 1
        guard group > 1 else { return WrittenValue.measured(seconds: seconds.map { $0 * mean / own }) }
        let variance = seconds.reduce(0) { $0 + ($1 - own) * ($1 - own) } / Double(seconds.count - 1)
        let cv = (variance * Double(group)).squareRoot() / own
        guard cv > 0.01 else { return .time(mean) }
        return .distribution("lognormal", ["mean": .time(mean), "cv": .number((min(cv, 10) * 1000).rounded() / 1000)])
    }

    // MARK: Training loop

    /// What a step contains of receiving a batch, where a worker made it; the platform says it.
    var receivedSeconds: Double {
        recording.run.workers > 0 ? (costs?.receivePerByte ?? 0) * (totals?.bytes ?? 0) : 0
    }

    func training() -> SectionDocument {
        var section = SectionDocument(TrainingLoop.self)
        let core = steps.core.map { max(0, $0 - receivedSeconds) }
        let seconds = stepSeconds
        if steps.areComputation {
            section.set("step", WrittenValue.measured(seconds: seconds))
            section.set("device", .word("cpu"))
            if steps.threads > 1 { section.set("threads", .count(min(steps.threads, recording.machine.cores))) }
        } else {
            section.set("step", WrittenValue.measured(seconds: zip(seconds, core).map { max(0, $0 - $1) }))
            if let host = core.mean, host > 0 { section.set("hostOverhead", WrittenValue.measured(seconds: core)) }
        }
        if let limit = steps.cutAfter { section.set("steps", .count(limit)) }
        if steps.epochs.count > 1 { section.set("epochs", .count(min(1_000_000, steps.epochs.count))) }
        return section
    }

    // MARK: Variants

    /// The loop as it ran, and what is worth trying.
    var variants: [ScenarioDocument.Variant] {
        typealias Variant = ScenarioDocument.Variant
        let recorded = Variant(Self.recordedVariant, [])
        guard let loader = recording.run.loader else { return [recorded] }
        let cores = recording.machine.cores
        let numbers = Set([0, 1, 2, 4, 8, 16].filter { $0 <= max(2, cores) } + [min(cores, 64)])
        let workers = numbers.subtracting([loader.workers]).sorted().map { number in
            Variant("workers \(number)", [("dataLoader.workers", .count(number))])
        }
        let some = loader.workers > 0 ? loader.workers : min(2, cores)
        let base: [(path: String, value: WrittenValue)] =
            loader.workers > 0 ? [] : [("dataLoader.workers", .count(some))]
        let factor = 2 * (loader.prefetchFactor ?? 2)
        var others = [
            Variant(
                "workers \(some), prefetch factor \(factor)",
                base + [("dataLoader.prefetchFactor", .count(min(factor, 65536)))])
        ]
        if !loader.persists, steps.epochs.count > 1 {
            others.append(Variant("workers \(some), persistent", base + [("dataLoader.workersLive", .word("run"))]))
        }
        return [recorded] + workers + others
    }
}
