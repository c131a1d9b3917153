/// What samples, batches and their passing cost with any number of workers, from a recording with one and its probes.
///
/// The cost of a sample is that without workers: memory is new in each worker, and batches are written into memory that
/// both processes map, so that samples and joining take longer there. What they take longer goes with the bytes of a
/// batch.
struct LoopCosts: Sendable {
    /// Computation of a sample in the loop's own process.
    var sampleCore: Double
    /// Computation to join a batch in the loop's own process.
    var collate: Double
    /// What a worker computes more, for each byte of a batch.
    var sendPerByte: Double
    /// What a step takes more where a worker made the batch, for each byte: its pages are mapped, and given back.
    var receivePerByte: Double
    /// What the loop's own call for a batch costs without workers.
    var next: Double
    /// Whether a run with another number of workers shows how they differ.
    var isMeasured: Bool

    /// Nil where no batch was noted.
    init?(_ recording: LoopRecording) {
        let (run, probes) = (recording.run, recording.probes)
        guard let totals = run.totals else { return nil }
        let alone = run.workers == 0 ? run : probes.first { $0.workers == 0 && $0.totals != nil }
        let apart = run.workers > 0 ? run : probes.first { $0.workers > 0 && $0.totals != nil }
        next = alone.flatMap(Self.next) ?? 0
        (sampleCore, collate) = (totals.core, totals.collate)
        (sendPerByte, receivePerByte) = (0, 0)
        isMeasured = false
        guard let own = alone?.totals, let other = apart?.totals, other.bytes > 0 else { return }
        isMeasured = true
        (sampleCore, collate) = (own.core, own.collate)
        let perBatch = Double(other.samples) / Double(other.batches)
        let more = (other.core - own.core) * perBatch + other.collate - own.collate
        // Less can only be chance: memory that is mapped costs something.
        if more > 0 { sendPerByte = more / other.bytes } else { (sampleCore, collate) = (totals.core, totals.collate) }
        receivePerByte = max(0, Self.stepDifference(probes) ?? 0) / other.bytes
    }

    /// Computation of the loop's call beside that for samples and joining.
    private static func next(_ run: LoopRun) -> Double? {
        guard let notes = run.notes.first(where: { $0.worker == nil }) else { return nil }
        let calls = run.epochs.flatMap(\.waitCore)
        let costs = notes.number.indices.compactMap { batch -> Double? in
            guard notes.number[batch] < calls.count, let call = calls[notes.number[batch]] else { return nil }
            return call - notes.fetchCore[batch] - notes.collateCore[batch]
        }
        return costs.middle.map { max(0, $0) }
    }

    /// What the same steps compute more with workers, in the probes.
    private static func stepDifference(_ probes: [LoopRun]) -> Double? {
        func step(_ run: LoopRun?) -> Double? { run?.epochs.flatMap(\.stepCore).compactMap(\.self).middle }
        guard let alone = step(probes.first { $0.workers == 0 }), let apart = step(probes.first { $0.workers > 0 })
        else { return nil }
        return apart - alone
    }
}
