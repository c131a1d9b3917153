import PipelineRuns
package import PipelineSimulation
package import Pipelines

extension Scenario {
    /// Samples that are simulated at most; the time of a longer run is in proportion.
    private static let mostSamples = 1_000_000.0

    /// Seconds that a real run is predicted to take: those of the first replication.
    ///
    /// `platform.overheads` are left out, as in real runs.
    package func predictedSeconds() throws(SimulationError) -> Double {
        var scenario = self
        scenario.platform.overheads = .none
        guard let samples, samples > Self.mostSamples, let part = scenario.part(Self.mostSamples / samples),
            let simulated = part.samples
        else { return try scenario.simulatedSeconds() }
        return try part.simulatedSeconds() * samples / simulated
    }

    private func simulatedSeconds() throws(SimulationError) -> Double {
        switch try PipelineSimulation.simulate(self, replication: 0) {
        case .completed(let report): report.simulatedSeconds
        case .outOfMemory(let exhaustion): exhaustion.seconds
        }
    }

    /// The same with a share of its files; nil where nothing is left of it.
    private func part(_ share: Double) -> Scenario? {
        let files = pipeline.storedFiles.count
        return try? reading(files: max(1, Int64(Double(files) * share)))
    }

    /// Samples of all epochs, if it is known beforehand how many they are.
    private var samples: Double? {
        guard case .finite(let samples) = pipeline.samplesPerEpoch else { return nil }
        let available = Double(samples) * Double(pipeline.training.epochs)
        return min(available, pipeline.totalSteps.map { Double($0) * samplesPerStep } ?? .infinity)
    }

    /// Samples in storage that a step of one accelerator needs, on average.
    var samplesPerStep: Double {
        (pipeline.elementsPerStep.first ?? 1) * Double(pipeline.files?.samplesPerFile ?? 1)
    }

    /// Samples in storage.
    var storedSamples: Int64 { pipeline.storedFiles.count * pipeline.storedFiles.samplesPerFile }
}
