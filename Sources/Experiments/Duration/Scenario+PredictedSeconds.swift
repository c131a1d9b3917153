import PipelineRuns
package import PipelineSimulation
package import Pipelines

extension [Scenario] {
    /// Seconds that one real run of each is predicted to take, together; it stops when the task is cancelled.
    package func predictedSeconds() throws(SimulationError) -> Double {
        var seconds = 0.0
        for scenario in self {
            if Task.isCancelled { throw .cancelled }
            seconds += try scenario.predictedSeconds()
        }
        return seconds
    }
}

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

    /// The same with a share of its files and of its steps; nil where nothing is left of it.
    private func part(_ share: Double) -> Scenario? {
        let files = pipeline.storedFiles
        // Steps end a run over endless data. Enough files stay that the first pass is a small part of it.
        let fewest = pipeline.samplesPerEpoch == .infinite ? Self.mostSamples / 100 / files.lengths.mean : 1
        let some = min(files.lengths.files, Int64(max(Double(files.lengths.files) * share, fewest, 1)))
        var training = pipeline.training
        training.stepsPerEpoch = training.stepsPerEpoch.map { max(1, Int(Double($0) * share)) }
        training.firstEpochSteps = training.firstEpochSteps.map { max(1, Int(Double($0) * share)) }
        guard var part = try? reading(files: some),
            let pipeline = try? Pipeline(stages: part.pipeline.stages, training: training)
        else { return nil }
        part.pipeline = pipeline
        return part
    }

    /// Samples of all epochs, if it is known beforehand how many they are.
    var samples: Double? {
        let inSteps = (pipeline.totalSteps.map(Double.init) ?? mostSteps).map { $0 * samplesPerStep }
        guard case .finite(let samples) = pipeline.samplesPerEpoch else { return inSteps }
        let available = Double(samples) * Double(pipeline.training.epochs)
        return min(available, inSteps ?? .infinity)
    }

    /// Steps of all epochs that `train.steps` allows.
    private var mostSteps: Double? {
        let training = pipeline.training
        return training.stepsPerEpoch.map { later in
            Double(training.stepLimit(ofEpoch: 0) ?? later) + Double(training.epochs - 1) * Double(later)
        }
    }

    /// Samples in storage that a step of one accelerator needs, on average.
    var samplesPerStep: Double {
        (pipeline.elementsPerStep.first ?? 1) * (pipeline.files?.samplesPerElement ?? 1)
    }

    /// Samples in storage.
    var storedSamples: Int64 { pipeline.storedFiles.lengths.samples }
}
