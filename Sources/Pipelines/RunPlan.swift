/// How a scenario is simulated: seed, replications, the precision to reach.
public struct RunPlan: Section, Equatable {
    /// The key in scenario files.
    public static let name = "run"
    /// One line for help texts and the schema.
    public static let summary = "seed, replications and precision of the simulation"
    /// What may be said about it.
    public static let parameters = [
        Parameter("seed", .count(0...Int.max), default: .count(1), "seed of all random streams"),
        Parameter(
            "replications", .countOrWord(1...1_000_000, words: ["auto"]), default: .word("auto"),
            "independent runs; `auto` adds runs until the precision is met"),
        Parameter(
            "precision", .quantity(.fraction, 1e-6...1), default: .quantity(0.005),
            "half-width of the throughput's interval, relative to its mean, at which `auto` stops"),
        Parameter(
            "confidence", .quantity(.fraction, 0.5...0.9999), default: .quantity(0.95), "confidence of the intervals"),
        Parameter("maxReplications", .count(1...1_000_000), default: .count(200), "where `auto` gives up"),
    ]

    /// Seed of all streams.
    public var seed: UInt64
    /// Independent runs, or nil to add runs until the precision is met.
    public var replications: Int?
    /// Relative half-width to reach.
    public var precision: Double
    /// Confidence of all intervals, as a fraction of one.
    public var confidence: Double
    /// Upper limit of automatic replications.
    public var maxReplications: Int

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        seed = UInt64(values.count("seed"))
        replications = values.optionalCount("replications")
        precision = values.quantity("precision")
        confidence = values.quantity("confidence")
        maxReplications = values.count("maxReplications")
    }
}
