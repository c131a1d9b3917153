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
        let hasCache = scenario.stages.contains { $0.hasPrefix("cache") }
        let onSamples = hasCache ? Self.onSamples : [Self.ifAlone] + Self.onSamples
        let choices = place < scenario.firstSampleStage ? Self.anywhere : Self.anywhere + onSamples
        stage = (choices.randomElement(using: &random) ?? choices[0]) + ", name: \(Self.name)}"
    }

    /// The scenario with the stage in its place.
    func put(into scenario: GeneratedScenario) -> GeneratedScenario {
        var changed = scenario
        changed.stages.insert(stage, at: place)
        return changed
    }
}
