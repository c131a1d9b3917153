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
        Parameter(
            "maxReplications", .count(1...1_000_000), default: .count(200), "replications at which `auto` gives up"),
        Parameter(
            "engine", .choice(Engine.allCases.map(\.rawValue)), default: .word(Engine.auto.rawValue),
            "`events`, or `recurrence` where a pipeline has one: faster, with the same figures; `auto` chooses"),
    ]

    /// Seed of all streams.
    public package(set) var seed: UInt64
    /// Independent runs, or nil to add runs until the precision is met.
    public package(set) var replications: Int?
    /// Relative half-width to reach.
    public package(set) var precision: Double
    /// Confidence of all intervals, as a fraction of one.
    public package(set) var confidence: Double
    /// Upper limit of automatic replications.
    public package(set) var maxReplications: Int
    /// What simulates each of them.
    public package(set) var engine: Engine

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        seed = UInt64(values.count("seed"))
        replications = values.optionalCount("replications")
        precision = values.quantity("precision")
        confidence = values.quantity("confidence")
        maxReplications = values.count("maxReplications")
        engine = Engine(rawValue: values.word("engine")) ?? .auto
    }

    /// Seed 1, and as many replications as a half-width of 0.5 % with a confidence of 95 % needs, up to 200.
    public init() { self = Self.byDefault }

    /// How often a scenario is simulated.
    ///
    /// - Parameters:
    ///   - seed: of all random streams.
    ///   - replications: independent runs; as many as the precision needs when nil.
    ///   - precision: half-width of the throughput's interval, relative to its mean, at which runs are enough.
    ///   - confidence: of the intervals, as a fraction of one.
    ///   - maxReplications: runs at most, whatever the precision.
    ///   - engine: what simulates each of them.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        seed: Int = 1, replications: Int? = nil, precision: Double = 0.005, confidence: Double = 0.95,
        maxReplications: Int = 200, engine: Engine = .auto
    ) throws(PipelineError) {
        try self.init(checking: [
            "seed": .count(seed), "replications": replications.map(ParameterValue.count),
            "precision": .quantity(precision), "confidence": .quantity(confidence),
            "maxReplications": .count(maxReplications), "engine": .choice(engine),
        ])
    }
}
