/// The options of a data set, as far as they change how its pipeline runs.
package struct TFDataOptions: Sendable, Equatable {
    /// Whether the graph is rewritten as TensorFlow does unless told otherwise.
    package var rewritesGraph = true
    /// Whether parallelism is tuned while the pipeline runs.
    var tunes = true
    /// Whether a prefetch is added at the end of a pipeline that has none.
    package var injectsPrefetch = true
    /// Whether parallel operators keep the order; nil when the options do not say.
    var isOrdered: Bool?
    /// The algorithm that tunes parallelism; nil for the default one.
    var algorithm: String?
    /// Cores that the tuner may count on; nil for those of the machine.
    var cpuBudget: Int?
    /// Calls at a time before the tuner's first decision; nil for the default.
    var initialParallelism: Int?
    /// Threads of the pool; nil when the options do not say.
    var poolThreads: Int?

    /// Neither rewrites nor tuning.
    static let pure = TFDataOptions(rewritesGraph: false, tunes: false, injectsPrefetch: false)
}

extension TFDataOptions: Decodable {
    private enum CodingKeys: String, CodingKey {
        case rewrites = "experimental_optimization.apply_default_optimizations"
        case injectsPrefetch = "experimental_optimization.inject_prefetch"
        case tunes = "autotune.enabled"
        case algorithm = "autotune.autotune_algorithm"
        case cpuBudget = "autotune.cpu_budget"
        case initialParallelism = "autotune.initial_parallelism"
        case poolThreads = "threading.private_threadpool_size"
        case deterministic
    }

    /// `"pure"`, `"default"`, or changes to the default.
    package init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            switch word {
            case "pure": self = .pure
            case "default": self.init()
            default:
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: decoder.codingPath,
                        debugDescription: "`\(word)` is not known: `pure`, `default` or options by name"))
            }
            return
        }
        self.init()
        try Self.refuseUnknown(decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rewritesGraph = try container.decodeIfPresent(Bool.self, forKey: .rewrites) ?? true
        tunes = try container.decodeIfPresent(Bool.self, forKey: .tunes) ?? true
        injectsPrefetch = try container.decodeIfPresent(Bool.self, forKey: .injectsPrefetch) ?? true
        isOrdered = try container.decodeIfPresent(Bool.self, forKey: .deterministic)
        algorithm = try container.decodeIfPresent(String.self, forKey: .algorithm)
        cpuBudget = try container.decodeIfPresent(Int.self, forKey: .cpuBudget)
        initialParallelism = try container.decodeIfPresent(Int.self, forKey: .initialParallelism)
        poolThreads = try container.decodeIfPresent(Int.self, forKey: .poolThreads)
    }
}

extension TFDataOptions {
    private struct OptionName: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Options that change nothing in these pipelines.
    private static let neutral = ["threading.max_intra_op_parallelism"]

    /// An option that is not modelled must not be passed over: the prediction would be of another pipeline.
    private static func refuseUnknown(_ decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: OptionName.self)
        let unknown = container.allKeys.filter {
            CodingKeys(stringValue: $0.stringValue) == nil && !neutral.contains($0.stringValue)
        }
        for key in unknown.sorted(by: { $0.stringValue < $1.stringValue }) where try !container.decodeNil(forKey: key) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "the option `\(key.stringValue)` is not modelled"))
        }
    }
}
