import Foundation
import PipelineSimulation
import Pipelines
import Variates

/// Two pipelines of which the ratio of their throughputs in the long run is known.
struct ExactPair: Sendable {
    /// What tables call it.
    var name: String
    /// Throughput of the second ÷ that of the first.
    var exactRatio: Double
    /// The two for a seed.
    var scenarios: @Sendable (_ seed: UInt64) throws -> [Scenario]

    /// `source → prefetch(b) → step` with exponential times, and its exact throughput.
    struct Line {
        /// Means, in milliseconds.
        var load = 1.0
        var step = 1.0
        var buffer = 2
        /// Of the source, whose draws depend on it.
        var source = "source"

        /// Samples per millisecond: a line of two stations that blocks before service, with b + 1 places in all.
        ///
        /// - Source: J. A. Buzacott, J. G. Shanthikumar (1993), *Stochastic Models of Manufacturing Systems*, §4.2.
        var rate: Double {
            let (ratio, places) = (step / load, Double(buffer + 1))
            let busy =
                ratio == 1
                ? places / (places + 1) : ratio * (1 - pow(ratio, places)) / (1 - pow(ratio, places + 1))
            return busy / step
        }

        func scenario(steps: Int, seed: UInt64) throws -> Scenario {
            try exponentialLine(
                loadSeconds: load * 1e-3, stepSeconds: step * 1e-3, steps: steps, buffer: buffer, source: source,
                seed: seed)
        }
    }

    private static let steps = 400

    init(_ name: String, _ first: Line, _ second: Line) {
        self.name = name
        exactRatio = second.rate / first.rate
        scenarios = { seed in
            [try first.scenario(steps: Self.steps, seed: seed), try second.scenario(steps: Self.steps, seed: seed)]
        }
    }

    /// The ten of `Benchmarks/coverage.md`, from large differences to none.
    static let ten = [
        ExactPair("no buffer → prefetch(1)", Line(buffer: 0), Line(buffer: 1)),
        ExactPair("prefetch(1) → 2", Line(buffer: 1), Line(buffer: 2)),
        ExactPair("prefetch(2) → 4", Line(buffer: 2), Line(buffer: 4)),
        ExactPair("prefetch(2) → 8, loading 20 % faster", Line(load: 0.8, buffer: 2), Line(load: 0.8, buffer: 8)),
        ExactPair("loading 10 % faster, prefetch(2)", Line(), Line(load: 0.9)),
        ExactPair("loading 0.4 % faster, prefetch(4)", Line(buffer: 4), Line(load: 0.996, buffer: 4)),
        ExactPair("step 5 % slower, prefetch(4)", Line(buffer: 4), Line(step: 1.05, buffer: 4)),
        ExactPair("loading 1.5 % faster, prefetch(4)", Line(buffer: 4), Line(load: 0.985, buffer: 4)),
        ExactPair("equal in law, prefetch(2)", Line(), Line(source: "other")),
        ExactPair("equal in law, prefetch(8)", Line(buffer: 8), Line(buffer: 8, source: "other")),
    ]

    /// Five that are equal in law; the names of their sources differ, and so do their draws.
    static func fiveEqual(seed: UInt64) throws -> [Scenario] {
        try (1...5).map { try Line(source: "source\($0)").scenario(steps: steps, seed: seed) }
    }
}
