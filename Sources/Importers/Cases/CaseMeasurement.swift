import Measurements

/// What was measured of a case, each figure the median of its runs.
package struct CaseMeasurement: Sendable, Equatable {
    /// Steps per second of all consumers in the steady window.
    package var stepsPerSecond: Double
    /// Smallest and largest of the runs' steps per second.
    package var stepsPerSecondRange: ClosedRange<Double>?
    /// From before the iterator is created to the first element, in seconds.
    package var firstStepSeconds: Double?
    /// Share of the run inside `next()`.
    package var stallFraction: Double?
    /// Length of the run, in seconds.
    package var wallSeconds: Double?
    /// Length of each epoch, in seconds.
    package var epochSeconds: [Double]
    /// Final limits of the last tuned prefetch, one for each run that had one.
    package var prefetchLimits: [Int]
    /// Whether something else ran on the machine.
    package var isNoisy: Bool
    /// Accelerator utilisation by DLIO's definition, a fraction of one, where it was reported.
    package var acceleratorUtilisation: Double?
    /// Samples in each step's batch, where samples were reported.
    package var samplesPerStep: Int?

    /// What was measured; nil for what was not.
    package init(
        stepsPerSecond: Double, stepsPerSecondRange: ClosedRange<Double>? = nil, firstStepSeconds: Double? = nil,
        stallFraction: Double? = nil, wallSeconds: Double? = nil, epochSeconds: [Double], prefetchLimits: [Int],
        isNoisy: Bool, acceleratorUtilisation: Double? = nil, samplesPerStep: Int? = nil
    ) {
        self.stepsPerSecond = stepsPerSecond
        self.stepsPerSecondRange = stepsPerSecondRange
        self.firstStepSeconds = firstStepSeconds
        self.stallFraction = stallFraction
        self.wallSeconds = wallSeconds
        self.epochSeconds = epochSeconds
        self.prefetchLimits = prefetchLimits
        self.isNoisy = isNoisy
        self.acceleratorUtilisation = acceleratorUtilisation
        self.samplesPerStep = samplesPerStep
    }

    /// The runs' spread relative to their median: (largest − smallest) ÷ median.
    package var spread: Double? {
        stepsPerSecondRange.map { ($0.upperBound - $0.lowerBound) / stepsPerSecond }
    }

    /// The median limit of the runs, the lower of the middle two.
    package var prefetchLimit: Int? { prefetchLimits.lowerMedian }
}

extension CaseMeasurement: Decodable {
    private enum CaseKeys: String, CodingKey {
        case measured, noisy
        case epochRuns = "epoch_s_runs"
        case limitRuns = "autotuned_prefetch_limit_runs"
    }

    private enum FigureKeys: String, CodingKey {
        case stepsPerSecond = "steps_per_s"
        case firstStep = "first_step_s"
        case stall = "stall_fraction"
        case wall = "wall_s"
    }

    /// Reads what a case says about its measurement.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CaseKeys.self)
        let figures = try container.nestedContainer(keyedBy: FigureKeys.self, forKey: .measured)
        let rate = try figures.decode(Figure.self, forKey: .stepsPerSecond)
        stepsPerSecond = rate.median
        stepsPerSecondRange = rate.range
        firstStepSeconds = try? figures.decodeIfPresent(Figure.self, forKey: .firstStep)?.median
        stallFraction = try? figures.decodeIfPresent(Figure.self, forKey: .stall)?.median
        wallSeconds = try? figures.decodeIfPresent(Figure.self, forKey: .wall)?.median
        let epochRuns = (try? container.decodeIfPresent([[Double]].self, forKey: .epochRuns)) ?? []
        epochSeconds = Self.medians(epochRuns)
        let limits = (try? container.decodeIfPresent([Double?].self, forKey: .limitRuns)) ?? []
        prefetchLimits = limits.compactMap { $0.flatMap { Int(exactly: $0.rounded()) } }
        isNoisy = (try? container.decodeIfPresent(Bool.self, forKey: .noisy)) ?? false
    }

    /// The median length of each epoch over the runs.
    private static func medians(_ runs: [[Double]]) -> [Double] {
        let epochs = runs.map(\.count).min() ?? 0
        return (0..<epochs).map { epoch in runs.map { $0[epoch] }.median }
    }

    /// A number, or median, smallest and largest of several runs.
    private struct Figure: Decodable {
        private enum CodingKeys: String, CodingKey { case median, min, max }

        let median: Double
        let range: ClosedRange<Double>?

        init(from decoder: any Decoder) throws {
            if let number = try? decoder.singleValueContainer().decode(Double.self) {
                (median, range) = (number, nil)
                return
            }
            let container = try decoder.container(keyedBy: CodingKeys.self)
            median = try container.decode(Double.self, forKey: .median)
            let smallest = try container.decodeIfPresent(Double.self, forKey: .min)
            let largest = try container.decodeIfPresent(Double.self, forKey: .max)
            if let smallest, let largest, smallest <= largest { range = smallest...largest } else { range = nil }
        }
    }
}
