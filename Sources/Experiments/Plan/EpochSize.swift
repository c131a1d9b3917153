import Pipelines

/// How much data an epoch has: accelerators' shares may differ, and last batches may not be full.
struct EpochSize: Sendable {
    /// That of one accelerator.
    struct Share: Sendable {
        /// Its steps.
        let steps: Double
        /// Samples that reach its training loop at the least.
        let leastSamples: Double
        /// The same at most.
        let mostSamples: Double
    }

    /// Of each accelerator, from the first on.
    private(set) var shares: [Share] = []
    /// Steps of the accelerator that has most.
    private(set) var steps = 0.0
    /// Samples that reach the training loops at the least, over all accelerators.
    private(set) var leastSamples = 0.0
    /// The same at most.
    private(set) var mostSamples = 0.0
    /// Samples of the accelerator that has fewest, at the least.
    private(set) var fewestSamples = Double.infinity

    /// Nil where the steps of an accelerator are not known before the run.
    ///
    /// - Parameter epoch: counted from 0; all after the first are alike.
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init?(_ scenario: Scenario, epoch: Int) throws(PipelineError) {
        for rank in 0..<scenario.platform.gpu.count {
            let share = try scenario.onAccelerator(rank).rewritten().pipeline
            guard let own = share.steps(ofEpoch: epoch).map(Double.init) else { return nil }
            let most = own * max(1, share.meanFlows.last?.samples ?? 1)
            let least = max(own, most - share.mostMissing(of: own, inEpoch: epoch))
            shares.append(Share(steps: own, leastSamples: least, mostSamples: most))
            steps = max(steps, own)
            leastSamples += least
            mostSamples += most
            fewestSamples = min(fewestSamples, least)
        }
    }
}

extension Pipeline {
    /// Samples by which an epoch's steps fall short of full ones at most: those that the last batches of a pass lack.
    fileprivate func mostMissing(of steps: Double, inEpoch epoch: Int) -> Double {
        let (counts, flows) = (cardinalities(ofFirstEpoch: epoch == 0), meanFlows)
        // What a pass over the data lacks, and its elements.
        var (missing, pass) = (0.0, Double.infinity)
        for (index, stage) in stages.enumerated().dropFirst() {
            let (size, full) = (flows[index - 1].samples, flows[index].samples)
            // A stage that joins nothing may drop full batches only: what is missing stays.
            guard full > size else { continue }
            guard case .finite(let coming) = counts[index], case .finite(let leaving) = counts[index + 1] else {
                pass *= size / full
                continue
            }
            let samples = Double(coming) * size * (stage.operator.takes == .file ? storedFiles.lengths.mean : 1)
            let lacking = Double(leaving) * full - samples + missing * (Double(coming) / pass).rounded(.up)
            // Each of its calls, or workers, ends with one batch that is not full at most.
            missing = min(max(0, lacking), Double(stage.operator.concurrency) * (full - 1))
            pass = Double(leaving)
        }
        return missing * (steps / pass).rounded(.up)
    }
}
