import Pipelines

/// The small costs of the executor, each a constant or piecewise linear in the time spent or waited (seconds).
public struct TFDataOverheads: Sendable, Equatable {
    /// A cost by the time spent.
    struct Curve: Sendable, Equatable, Decodable {
        /// Pairs of time spent and cost (s).
        var points: [[Double]]

        static let zero = Curve(points: [[0, 0]])

        init(points: [[Double]]) { self.points = points }

        /// The cost after so many seconds; zero when the points are in no order.
        func seconds(after spent: Double) -> Double {
            PiecewiseLinear(points: points.map { PiecewiseLinear.Point(x: $0[0], y: $0[1]) })?(spent) ?? 0
        }

        /// A number, or pairs of numbers.
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let constant = try? container.decode(Double.self) {
                points = [[0, constant]]
                return
            }
            points = try container.decode([[Double]].self)
            guard !points.isEmpty, points.allSatisfy({ $0.count == 2 }) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "neither a number nor pairs of numbers")
            }
        }
    }

    /// A sleep lasts so much longer than asked.
    var sleep = Curve.zero
    /// A call that sleeps holds its thread so much longer.
    var stage = Curve.zero
    /// A call that computes holds its thread so much longer.
    var computingStage = Curve.zero
    /// A prefetch needs so long for each element.
    var prefetch = Curve.zero
    /// `next()` takes so long when an element is ready, by the length of the step before.
    var next = Curve.zero
    /// The same when the step computed on the core of the loop; nil when the file does not say.
    var nextAfterComputing: Curve?
    /// A consumer that was blocked runs again so much later, by the time it was blocked.
    var wake = Curve.zero
    /// Creation of an iterator.
    var iterator = Curve.zero

    /// No overheads.
    init() {}

    /// What `next()` costs where the processor has not been idle: measured, or by the ratio to an idle one.
    var nextWhenBusy: Curve { nextAfterComputing ?? next.scaled(by: Self.computedToSleptNext) }

    /// `next()` after a step that computes, relative to `next()` after a step that sleeps: a core that was busy is awake.
    ///
    /// Measured apart from all compared cases, with tensorflow-cpu 2.21.0 on a quiet virtual machine with two cores of an
    /// AMD EPYC: `range(150)` and a step of 8 ms. The means of four runs are 0.163, 0.215, 0.184 and 0.178 ms after
    /// computing, 0.238, 0.288, 0.321 and 0.294 ms after sleeping. A ratio of the same machine at the same time, because
    /// the costs themselves differ from machine to machine.
    private static let computedToSleptNext = 0.65
}

extension TFDataOverheads.Curve {
    /// The same times spent, at so many times the cost.
    fileprivate func scaled(by factor: Double) -> Self { Self(points: points.map { [$0[0], $0[1] * factor] }) }
}

extension TFDataOverheads: Decodable {
    private enum CodingKeys: String, CodingKey {
        case sleep, stage, prefetch, next, wake
        case computingStage = "stage_cpu"
        case iterator = "iter"
        case nextAfterComputing = "next_cpu"
    }

    /// Reads the costs; those that are missing are zero.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func curve(_ key: CodingKeys) throws -> Curve {
            try container.decodeIfPresent(Curve.self, forKey: key) ?? .zero
        }
        sleep = try curve(.sleep)
        stage = try curve(.stage)
        computingStage = try curve(.computingStage)
        prefetch = try curve(.prefetch)
        next = try curve(.next)
        nextAfterComputing = try container.decodeIfPresent(Curve.self, forKey: .nextAfterComputing)
        wake = try curve(.wake)
        iterator = try curve(.iterator)
    }
}
