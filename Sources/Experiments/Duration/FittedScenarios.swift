package import Pipelines

/// Scenarios whose epochs may have been shortened to fit in a given time.
package struct FittedScenarios: Sendable {
    /// What is to be run or simulated.
    package private(set) var scenarios: [Scenario]
    private let whole: [Scenario]
    /// Elements of an epoch that they read, at most.
    package private(set) var elements: Int64
    /// Elements of an epoch that they would read without a limit.
    package let allElements: Int64
    /// Predicted seconds of one run of each, together; nil where nothing was predicted.
    package private(set) var roundSeconds: Double?

    /// Whether they read less than all.
    package var areShortened: Bool { elements < allElements }

    /// What has room for all that one of them reads, but would not have for all data.
    package var sufficientRooms: [RoomForData] {
        RoomForData.allCases.filter { room in
            zip(whole, scenarios).contains { room.isTooSmall(for: $0) && !room.isTooSmall(for: $1) }
        }
    }

    /// Whether `train.steps` ends epochs of one of them, so that fewer elements would not shorten it.
    package var areEndedBySteps: Bool {
        scenarios.contains { scenario in
            guard let pipeline = try? scenario.onAccelerator(0).pipeline,
                let limit = pipeline.training.stepsPerEpoch, limit > 1
            else { return false }
            return pipeline.stepsPerEpoch.map { $0 == limit } ?? (pipeline.samplesPerEpoch == .infinite)
        }
    }

    /// Scenarios as they are.
    package init(whole scenarios: [Scenario]) {
        self.scenarios = scenarios
        whole = scenarios
        elements = scenarios.map(\.storedSamples).max() ?? 0
        allElements = elements
    }

    /// The same with fewer elements, or nil where one of them would get none.
    func reading(elements limit: Int64) -> FittedScenarios? {
        var shorter = self
        shorter.scenarios.removeAll(keepingCapacity: true)
        for scenario in scenarios {
            let lengths = scenario.pipeline.storedFiles.lengths
            let fewer = min(lengths.files, max(1, Int64(Double(limit) / lengths.mean)))
            guard let scenario = try? scenario.reading(files: fewer) else { return nil }
            shorter.scenarios.append(scenario)
        }
        shorter.elements = shorter.scenarios.map(\.storedSamples).max() ?? 0
        return shorter
    }

    /// The same with what is predicted of its time.
    func taking(_ seconds: Double) -> FittedScenarios {
        var timed = self
        timed.roundSeconds = seconds
        return timed
    }
}
