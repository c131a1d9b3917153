import Experiments
import ScenarioFiles

/// A small problem of planning, drawn at random: a pipeline, what may change, prices, and a target.
struct PlanProblem: Sendable {
    /// By which it is known.
    let seed: UInt64
    private let scenario: String
    private let vary: [String]
    private let prices: String
    private let isPerEpoch: Bool
    private let target: String

    /// - Parameter seed: of everything that is drawn.
    init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed)
        func draw<Element>(_ values: [Element]) -> Element { values.randomElement(using: &random) ?? values[0] }
        let batch = draw([2, 4])
        let (steps, epochs) = (draw([60, 80]), draw([1, 1, 2]))
        let cost = Double.random(in: 2...6, using: &random)
        let cv = draw([0.1, 0.3, 0.6])
        // The steps alone want from two to seven cores.
        let cores = Double.random(in: 2...7, using: &random)
        let step = cost * Double(batch) / cores
        let cache = epochs > 1 ? ", cache: off" : ""
        scenario = """
            overlap: 1
            platform: {disk: {latency: {exponential: 0.5 ms}, bandwidth: 200 MB/s, queueDepth: 8}, cpu: {cores: 4, workers: 16}}
            pipeline:
              [source: {elements: \(steps * batch), size: 100 kB},
               map: {name: decode, cost: {gamma: {mean: \(cost) ms, cv: \(cv)}}, parallelism: 2}\(cache),
               batch: \(batch), prefetch: 1]
            train: {step: {lognormal: {mean: \(step) ms, cv: 0.1}}, epochs: \(epochs)}
            run: {seed: \(seed % 1_000_000 + 1)}
            """
        var vary = ["cpu.cores=2..8", "decode.parallelism=2,4,8", "decode.order=ordered,unordered", "prefetch=1,4"]
        if epochs > 1 {
            vary.append("cache=off,memory")
        } else if Bool.random(using: &random) {
            vary.append("disk.bandwidth=100 MB/s,200 MB/s")
        }
        self.vary = vary
        prices = """
            prices: 1
            currency: USD
            coreHour: \(draw([0.02, 0.05, 0.2]))
            memoryGiBHour: 0.005
            acceleratorHour: \(draw([0.5, 1, 3]))
            diskGBpsHour: \(draw([0.1, 0.5]))
            """
        isPerEpoch = Bool.random(using: &random)
        target =
            Bool.random(using: &random)
            ? "AU>=\(Int.random(in: 50...96, using: &random))%"
            : "samplesPerSecond>=\((1_000 * cores / cost * Double.random(in: 0.5...0.96, using: &random)).rounded())"
    }

    /// The question.
    func question() throws -> PlanQuestion {
        let file = try ScenarioFile(text: scenario, name: "problem \(seed)", directory: ".")
        let prices = try Prices(text: prices, name: "prices")
        return try PlanQuestion(
            PlanSubject(file, variant: "base"), conditions: [try Condition(argument: target, option: "--target")],
            vary: vary, limits: [], basis: isPerEpoch ? .epoch(prices) : .hour(prices))
    }
}
