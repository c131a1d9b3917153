/// Means over all samples and batches that the processes of a loader noted, in seconds.
struct LoopTotals: Sendable {
    /// Samples behind them.
    let samples: Int
    /// Batches behind them.
    let batches: Int
    /// A sample's time without a core while its thread was ready: others computed.
    let delay: Double
    /// A sample's computation.
    let core: Double
    /// What else a sample took: waiting.
    let wait: Double
    /// Computation to join a batch.
    let collate: Double
    /// Bytes of a batch.
    let bytes: Double

    /// Nil without batches.
    init?(_ notes: [LoopNotes]) {
        func sum(_ column: (LoopNotes) -> [Double]) -> Double {
            notes.reduce(0) { $0 + column($1).reduce(0, +) }
        }
        batches = notes.reduce(0) { $0 + $1.number.count }
        samples = notes.reduce(0) { $0 + $1.samples.reduce(0, +) }
        guard batches > 0, samples > 0 else { return nil }
        let (perSample, perBatch) = (Double(samples), Double(batches))
        core = sum(\.fetchCore) / perSample
        delay = sum(\.fetchDelay) / perSample
        wait = max(0, sum(\.fetch) / perSample - core - delay)
        collate = sum(\.collateCore) / perBatch
        bytes = sum(\.bytes) / perBatch
    }
}
