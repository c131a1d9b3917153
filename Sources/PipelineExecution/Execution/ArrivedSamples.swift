/// Samples that have come with their row group, and have not been asked for yet, by accelerator.
struct ArrivedSamples {
    private var samples: [[Int64: SampleBytes]]
    private var epochs: [Int32]

    init(ranks: Int) {
        samples = Array(repeating: [:], count: ranks)
        epochs = Array(repeating: 0, count: ranks)
    }

    /// Adds samples of an epoch; what is left of an earlier one, which was cut short, goes.
    mutating func add(_ arrived: [(sample: Int64, bytes: SampleBytes)], rank: Int, epoch: Int32) {
        if epochs[rank] != epoch {
            epochs[rank] = epoch
            samples[rank] = [:]
        }
        for (sample, bytes) in arrived { samples[rank][sample] = bytes }
    }

    /// Takes a sample, if it is there.
    mutating func take(_ sample: Int64, rank: Int) -> SampleBytes? { samples[rank].removeValue(forKey: sample) }
}
