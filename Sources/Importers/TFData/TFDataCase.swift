/// A measured pipeline with the durations that were asked of its stages.
package struct TFDataCase: Sendable, Equatable, Decodable {
    /// The case's name.
    package let id: String
    /// Operators from the source to the last, for each consumer.
    package var pipelines: [[TFDataOperator]]
    /// The stages by name; `train` is the training loop.
    var stages: [String: CaseStage]
    /// Durations in seconds, by stage; the entry `id % count` belongs to the element `id`.
    var durations: [String: [Double]]
    /// Passes over the data, each with a new iterator.
    var epochs: Int
    /// Steps of all epochs and consumers together.
    var steps: Int?
    /// Steps after which an epoch was left early, by epoch.
    var breaks: [Int: Int]
    /// Options of the data set.
    package var options: TFDataOptions
    /// Threads of the pool that runs map functions.
    package var poolThreads: Int?
    /// Cores of the machine.
    var cores: Int?
    /// Whether parallel operators keep the order when they do not say.
    var isOrdered: Bool

    private enum CodingKeys: String, CodingKey {
        case id, pipeline, pipelines, stages, epochs, steps, options, cores, deterministic
        case durations = "duration_tables_s"
        case breaks = "break_after"
        case poolThreads = "pool_threads"
    }

    /// Reads a case.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        if let several = try container.decodeIfPresent([[TFDataOperator]].self, forKey: .pipelines), !several.isEmpty {
            pipelines = several
        } else {
            pipelines = [try container.decode([TFDataOperator].self, forKey: .pipeline)]
        }
        stages = try container.decodeIfPresent([String: CaseStage].self, forKey: .stages) ?? [:]
        durations = try container.decodeIfPresent([String: [Double]].self, forKey: .durations) ?? [:]
        epochs = try container.decodeIfPresent(Int.self, forKey: .epochs) ?? 1
        steps = try container.decodeIfPresent(Int.self, forKey: .steps)
        breaks = try Self.breaks(container)
        options = try container.decodeIfPresent(TFDataOptions.self, forKey: .options) ?? .pure
        poolThreads = try container.decodeIfPresent(Int.self, forKey: .poolThreads)
        cores = try container.decodeIfPresent(Int.self, forKey: .cores)
        isOrdered = try container.decodeIfPresent(Bool.self, forKey: .deterministic) ?? true
    }

    /// Whether something computes on the cores while the pipeline runs, so that threads compete for them.
    package var hasComputingStages: Bool {
        let computes = pipelines.joined().contains { `operator` in
            if case .unknown(let name) = `operator` { name == "matmul_map" } else { false }
        }
        return computes || stages.values.contains(where: \.usesCore)
    }

    private static func breaks(_ container: KeyedDecodingContainer<CodingKeys>) throws -> [Int: Int] {
        guard let written = try container.decodeIfPresent([String: Int].self, forKey: .breaks) else { return [:] }
        var breaks: [Int: Int] = [:]
        for (epoch, steps) in written {
            guard let number = Int(epoch), number >= 0 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .breaks, in: container, debugDescription: "`\(epoch)` is not the number of an epoch")
            }
            breaks[number] = steps
        }
        return breaks
    }
}

extension TFDataCase {
    /// The durations of a stage, in seconds.
    func durations(of stage: String) throws(CaseError) -> [Double] { try stages.seconds(of: stage, tables: durations) }
}
