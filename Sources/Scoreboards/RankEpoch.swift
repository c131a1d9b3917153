import Importers

/// One epoch of all ranks of a DLIO run, with what it reported.
package struct RankEpoch: Sendable, Equatable {
    /// Its number, from 1.
    package let number: Int
    /// The ranks, in the order of the files.
    let ranks: [RankTrace.Epoch]
    /// Samples in each step's batch of one rank.
    package let batchSize: Int

    /// Steps of each rank.
    var steps: Int { ranks[0].load.count }

    /// Puts the ranks of an epoch together.
    ///
    /// The batch size is in no file. It follows from what was reported, which also shows that AU and samples per second
    /// are what this module takes them for: AU gives the epoch's length, and that the samples in a step.
    /// - Throws: when the ranks do not fit together, or the two figures contradict each other.
    init(number: Int, ranks: [RankTrace.Epoch]) throws(CaseError) {
        self.number = number
        self.ranks = ranks
        let steps = ranks[0].load.count
        if let rank = ranks.firstIndex(where: { $0.load.count != steps }) {
            throw CaseError(
                "epoch \(number): rank \(rank) has \(ranks[rank].load.count) steps, and rank 0 has \(steps)")
        }
        let sizes = ranks.map { $0.samplesPerSecond * $0.reportedSeconds / Double(steps) }
        let size = sizes[0].rounded()
        guard size >= 1, sizes.allSatisfy({ ($0 - size).magnitude < 1e-3 * size }) else {
            throw CaseError(
                "epoch \(number): reported AU and samples/s do not fit together: AU must leave out the first step, "
                    + "samples/s include it, as in MLPerf Storage v1.0; the batch of rank 0 would be \(sizes[0]) samples"
            )
        }
        batchSize = Int(size)
    }

    /// Reported accelerator utilisation, the mean of the ranks: a fraction of one.
    var utilisation: Double { mean(\.utilisationPercent) / 100 }

    /// Reported samples per second, the sum of the ranks.
    var samplesPerSecond: Double { ranks.reduce(0) { $0 + $1.samplesPerSecond } }

    /// The length that gives these samples per second.
    var seconds: Double { Double(batchSize * steps * ranks.count) / samplesPerSecond }

    /// The reported figures, in the form of all measured cases.
    var measurement: CaseMeasurement {
        CaseMeasurement(
            stepsPerSecond: samplesPerSecond / Double(batchSize), stepsPerSecondRange: nil,
            firstStepSeconds: ranks.map { $0.load[0] }.min(),
            stallFraction: mean { $0.load.reduce(0, +) / $0.reportedSeconds }, wallSeconds: seconds,
            epochSeconds: [seconds], prefetchLimits: [], isNoisy: false, acceleratorUtilisation: utilisation,
            samplesPerStep: batchSize)
    }

    private func mean(_ figure: (RankTrace.Epoch) -> Double) -> Double {
        ranks.reduce(0) { $0 + figure($1) } / Double(ranks.count)
    }
}

extension RankTrace.Epoch {
    /// The epoch's length by the definition of AU: computation after the first step ÷ (length − first step).
    fileprivate var reportedSeconds: Double {
        compute.dropFirst().reduce(0, +) / (utilisationPercent / 100) + process[0]
    }
}
