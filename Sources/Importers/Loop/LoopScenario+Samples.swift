import Pipelines

/// How many samples the loop had, and which of them the scenario has.
extension LoopScenario {
    /// Samples of each batch of the scenario.
    var samplesPerBatch: Int { batches.size }

    /// Samples of each epoch, as far as it went.
    var epochSamples: Double { steps.cutAfter.map { Double($0) * meanSamples } ?? wholeSamples }

    /// Samples of a whole epoch.
    var wholeSamples: Double {
        let all = meanBatches * batches.mean
        guard let loader = recording.run.loader, !loader.dropsRemainder else { return all }
        return notedSamples ?? statedSamples ?? all
    }

    /// Samples of the loop for each of the scenario: another number than 1 where batches vary.
    var scale: Double { batches.vary ? meanSamples / Double(batches.size) : 1 }

    /// Samples that the source holds.
    var storedSamples: Double {
        guard let loader = recording.run.loader, let samples = loader.samples else { return wholeSamples / scale }
        if dataset == .iterable { return Double(samples) }
        return (steps.cutAfter != nil || loader.dropsRemainder ? statedSamples ?? wholeSamples : wholeSamples) / scale
    }

    /// How samples come to the workers: an iterable data set that is not sharded is delivered by each of them.
    var dataset: DataLoader.Dataset {
        guard let loader = recording.run.loader, loader.kind == "iterable", loader.workers > 0 else { return .indexed }
        return isRepeated ? .iterable : .sharded
    }

    /// Samples of a batch, on average.
    private var meanSamples: Double {
        guard batches.vary, steps.cutAfter == nil else { return batches.mean }
        return wholeSamples / meanBatches
    }

    /// Samples of an epoch by the notes, of those of whose batches each was noted; nil where there is none.
    private var notedSamples: Double? {
        guard steps.cutAfter == nil else { return nil }
        let run = recording.run
        if run.loader?.persists == true || run.workers == 0 {
            guard let totals, steps.epochs.count == run.epochs.count, totals.batches == steps.batches else {
                return nil
            }
            return Double(totals.samples) / Double(run.epochs.count)
        }
        return steps.epochs.compactMap { epoch in
            LoopTotals(run.notes(in: epoch)).flatMap { $0.batches == epoch.waits.count ? Double($0.samples) : nil }
        }.mean
    }

    /// Samples of an epoch as sampler or data set state them; nil where whole epochs had other numbers of batches: a
    /// sampler of batches, or one without a length, may deliver a part of the data set.
    private var statedSamples: Double? {
        guard let loader = recording.run.loader, let stated = loader.samples else { return nil }
        let samples = Double(isRepeated ? stated * loader.workers : stated)
        guard steps.cutAfter == nil else { return samples }
        if batches.vary {
            return abs(samples / meanBatches - batches.mean) <= 3 * batches.standardError ? samples : nil
        }
        let full = (samples / batches.mean).rounded(.up)
        // Each worker may end a stream with a batch that is not full.
        return abs(meanBatches - full) <= Double(recording.run.shares) ? samples : nil
    }

    /// Whether each worker delivers the whole stream, although its last batch may have had a single sample.
    var isRepeated: Bool {
        guard let loader = recording.run.loader, loader.kind == "iterable", let samples = loader.samples else {
            return false
        }
        let fewest = meanBatches * batches.mean - Double(loader.workers) * (batches.mean - 1)
        return loader.workers > 1 && (notedSamples ?? fewest) > 1.5 * Double(samples)
    }

    private var meanBatches: Double { steps.epochs.map { Double($0.waits.count) }.mean ?? 0 }
}
