/// A stage that does nothing, and where it is put.
struct NeutralStage {
    static let name = "nothing"
    /// Those that may stand anywhere, also where there are no samples yet.
    private static let anywhere = ["take: {count: 1000000", "skip: {count: 0", "shard: {count: 1, index: 0"]
    /// Those that work on samples.
    private static let onSamples = ["prefetch: {buffer: 0", "repeat: {count: 1"]
    /// A second cache would have another name, and other latencies are drawn by it.
    private static let ifAlone = "cache: {store: off"

    let stage: String
    let place: Int

    /// One of all that can be put into a scenario.
    init(into scenario: GeneratedScenario, using random: inout SeededGenerator) {
        place = Int.random(in: 1...scenario.end, using: &random)
        let choices = Self.choices(at: place, in: scenario)
        stage = choices.randomElement(using: &random) ?? choices[0]
    }

    private init(_ stage: String, at place: Int) {
        self.stage = stage
        self.place = place
    }

    /// All that can be put into a scenario.
    static func all(into scenario: GeneratedScenario) -> [NeutralStage] {
        (1...scenario.end).flatMap { place in choices(at: place, in: scenario).map { NeutralStage($0, at: place) } }
    }

    private static func choices(at place: Int, in scenario: GeneratedScenario) -> [String] {
        let hasCache = scenario.stages.contains { $0.hasPrefix("cache") }
        let onSamples = hasCache ? onSamples : [ifAlone] + onSamples
        return (place < scenario.firstSampleStage ? anywhere : anywhere + onSamples).map { "\($0), name: \(name)}" }
    }

    /// The scenario with the stage in its place.
    func put(into scenario: GeneratedScenario) -> GeneratedScenario {
        var changed = scenario
        changed.stages.insert(stage, at: place)
        return changed
    }
}
