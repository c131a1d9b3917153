/// Random scenarios with everything that a file can say, each a pure function of its seed.
///
/// How times are written draws nothing: the same seed in another notation is the same scenario.
struct ScenarioGenerator {
    let seed: UInt64
    let notation: Notation
    /// Whether doubling all times doubles every figure to the nanosecond: times are constants or choices between them,
    /// shared capacity is served in line, and nothing is tuned by the clock.
    let isScalable: Bool
    /// What times are multiples of (ns): much, so that many things happen at the same instant, or little.
    ///
    /// What loaders divide by the number of their workers, up to four, remains whole.
    private let quantum: Int
    private var random: SeededGenerator

    init(seed: UInt64, notation: Notation = Notation(), isScalable: Bool = false) {
        self.seed = seed
        self.notation = notation
        self.isScalable = isScalable
        random = SeededGenerator(seed: seed)
        quantum = Bool.random(using: &random) ? 120_000 : 24
    }

    /// The scenario of a seed.
    static func scenario(
        seed: UInt64, notation: Notation = Notation(), isScalable: Bool = false
    ) -> GeneratedScenario {
        var generator = ScenarioGenerator(seed: seed, notation: notation, isScalable: isScalable)
        return generator.scenario()
    }

    private mutating func scenario() -> GeneratedScenario {
        let stages = pipeline()
        let usesProcesses = stages.contains { $0.hasPrefix("dataLoader:") }
        let platform = platform(usesProcesses: usesProcesses)
        let isEndless = stages.contains("repeat: forever")
        let training = training(isEndless: isEndless)
        let options = isScalable ? [] : options(isTuned: stages.contains { $0.contains("parallelism: auto") })
        return GeneratedScenario(seed: seed, platform: platform, stages: stages, training: training, options: options)
    }

    private mutating func options(isTuned: Bool) -> [String] {
        let rewrites = perhaps(8, "rewrites") { _ in "tensorflow" }
        guard isTuned else { return rewrites }
        return rewrites
            + perhaps(2, "autotune") { $0.one(of: ["maximum", "hillClimb", "gradientDescent", "stageBased", "off"]) }
            + perhaps(3, "cpuBudget") { "\($0.number(1...6))" }
            + perhaps(3, "initialParallelism") { "\($0.number(1...6))" }
            + perhaps(3, "ramBudget") { "\($0.number(1...50) * 100) kB" }
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

    /// True once in so many times.
    mutating func chance(_ times: Int) -> Bool { number(1...times) == 1 }

    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }

    /// A time up to `longest` × 0.12 ms.
    mutating func time(_ longest: Int) -> String { notation.time(number(0...longest * 120_000 / quantum) * quantum) }

    /// Times that vary, or do not.
    mutating func times(_ longest: Int) -> String {
        switch number(0...10) {
        case 10: "{phases: [{of: \(time(longest)), for: \(number(1...20))}, {of: \(time(longest))}]}"
        case 0...1: "{mixture: [{weight: 3, of: \(time(longest))}, {weight: 1, of: \(time(longest))}]}"
        case 2 where !isScalable: "{exponential: \(notation.time(number(1...longest) * 50_000))}"
        case 3 where !isScalable:
            "{stragglers: {of: \(time(longest)), share: \(number(1...30)) %, factor: \(number(2...9))}}"
        default: time(longest)
        }
    }

    /// `key: value` once in so many times.
    mutating func perhaps(_ times: Int, _ key: String, _ value: (inout Self) -> String) -> [String] {
        chance(times) ? ["\(key): \(value(&self))"] : []
    }
}
