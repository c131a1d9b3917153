/// What a recording cannot tell.
extension LoopScenario {
    /// Fewer steps say little of a mean.
    private static let fewSteps = 100
    /// A share of the time without a core from which on others must have computed.
    private static let busyShare = 0.05

    /// Sentences without their points, those that matter most first.
    package var warnings: [String] {
        [unsynchronized, ending, waitsOnly, mixture, sharing, otherWorkers, crowd, leftOut, fewness, gaps]
            .compactMap { $0 }
    }

    private var unsynchronized: String? {
        guard let accelerator = recording.accelerator, !recording.isSynchronized else { return nil }
        return
            "steps show how long it took to launch work on \(accelerator), not to compute it; that time is in the "
            + "waits, or nowhere: record with `synchronize=True`"
    }

    private var ending: String? {
        let endings = recording.run.epochs.map(\.ending).filter { !["end", "left", "limit"].contains($0) }
        let damaged = recording.run.damagedLines
        let parts =
            (endings.isEmpty ? [] : ["the loader failed (\(Set(endings).sorted().joined(separator: ", ")))"])
            + (damaged > 0 ? ["workers were killed: \(damaged) of their lines cannot be read"] : [])
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private var waitsOnly: String? {
        guard totals == nil else { return nil }
        return recording.run.loader == nil
            ? "the iterable is not PyTorch's, so only waits and steps are known: what it loads ahead costs more than the waits"
            : "no batch was noted: it is not known how long samples take"
    }

    private var mixture: String? {
        guard let range = batches.range else { return nil }
        return
            "batches had \(range.lowerBound) to \(range.upperBound) samples; those of the scenario have \(batches.size) "
            + "and cost as much, so that one of its samples stands for \(CommentText.rounded(scale))"
    }

    /// Of one worker, of samples that nobody has counted, or of the beginning of epochs, nothing tells it.
    private var sharing: String? {
        guard let loader = recording.run.loader, loader.kind == "iterable", !isRepeated,
            loader.workers < 2 || loader.samples == nil || steps.cutAfter != nil
        else { return nil }
        let source = loader.workers < 2 || loader.samples != nil ? "" : " and 1/\(loader.workers) of `source`"
        return
            "workers are taken to share the samples of the iterable data set: where each delivers all of them, "
            + "write `dataset: iterable`\(source)"
    }

    private var otherWorkers: String? {
        guard recording.run.loader != nil, let costs, !costs.isMeasured else { return nil }
        return recording.run.workers == 0
            ? "the costs of worker processes were not recorded, and are taken from elsewhere: record with `probe=True`"
            : "how long samples take without workers was not recorded, and in workers memory is new each time: record with `probe=True`"
    }

    private var crowd: String? {
        let samples = totals.map { ("samples", $0.delay, $0.core + $0.wait + $0.delay) }
        let steps = ("steps", steps.delay, steps.seconds.reduce(0, +) + steps.delay)
        let parts = [samples, steps].compactMap { $0 }.filter { $0.1 > Self.busyShare * $0.2 }.map { name, delay, all in
            "\(name) \(CommentText.rounded((delay / all * 100).rounded())) %"
        }
        guard !parts.isEmpty else { return nil }
        return
            "\(parts.joined(separator: " and ")) of their time waited for a core: more threads computed than there are cores, or "
            + "other programs ran; without them the loop would be faster"
    }

    private var leftOut: String? {
        switch steps.leftOut {
        case 0: nil
        case 1: "1 epoch that was cut short is not counted"
        default: "\(steps.leftOut) epochs that were cut short are not counted"
        }
    }

    private var fewness: String? {
        guard steps.batches < Self.fewSteps else { return nil }
        return "\(steps.batches) steps are few: their means are uncertain"
    }

    private var gaps: String? {
        let every = recording.run.notes.compactMap { $0.every.last }.max() ?? 1
        guard every > 1 else { return nil }
        return "samples are short: one in \(every) was timed"
    }
}
