/// The small costs of the executor, each a constant or piecewise linear in the time spent or waited (seconds).
package struct TFDataOverheads: Sendable, Equatable {
    /// A sleep lasts so much longer than asked.
    var sleep = CostCurve.zero
    /// A call that sleeps holds its thread so much longer.
    var stage = CostCurve.zero
    /// A call that computes holds its thread so much longer.
    var computingStage = CostCurve.zero
    /// A prefetch needs so long for each element.
    var prefetch = CostCurve.zero
    /// `next()` takes so long when an element is ready, by the length of the step before.
    var next = CostCurve.zero
    /// The same when the step computed on the core of the loop; nil when the file does not say.
    var nextAfterComputing: CostCurve?
    /// A consumer that was blocked runs again so much later, by the time it was blocked.
    var wake = CostCurve.zero
    /// Creation of an iterator.
    var iterator = CostCurve.zero

    /// No overheads.
    package init() {}

    /// What `next()` costs where the processor has not been idle: measured, or by the ratio to an idle one.
    var nextWhenBusy: CostCurve { nextAfterComputing ?? next.scaled(by: Self.computedToSleptNext) }

    /// `next()` after a step that computes, relative to `next()` after a step that sleeps: a core that was busy is
    /// awake.
    ///
    /// Measured apart from all compared cases, with tensorflow-cpu 2.21.0 on a quiet virtual machine with two cores of
    /// an AMD EPYC: `range(150)` and a step of 8 ms. The means of four runs are 0.163, 0.215, 0.184 and 0.178 ms after
    /// computing, 0.238, 0.288, 0.321 and 0.294 ms after sleeping. A ratio of the same machine at the same time,
    /// because the costs themselves differ from machine to machine.
    private static let computedToSleptNext = 0.65
}

extension TFDataOverheads: Decodable {
    private enum CodingKeys: String, CodingKey {
        case sleep, stage, prefetch, next, wake
        case computingStage = "stage_cpu"
        case iterator = "iter"
        case nextAfterComputing = "next_cpu"
    }

    /// Reads the costs; those that are missing are zero.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func curve(_ key: CodingKeys) throws -> CostCurve {
            try container.decodeIfPresent(CostCurve.self, forKey: key) ?? .zero
        }
        sleep = try curve(.sleep)
        stage = try curve(.stage)
        computingStage = try curve(.computingStage)
        prefetch = try curve(.prefetch)
        next = try curve(.next)
        nextAfterComputing = try container.decodeIfPresent(CostCurve.self, forKey: .nextAfterComputing)
        wake = try curve(.wake)
        iterator = try curve(.iterator)
    }
}
