import Pipelines
import Testing

/// The pipeline of a program in tf.data, read back from its calls.
struct ReadTFData {
    let stages: [(name: String, operator: any Operator)]
    let options: ExecutionOptions
    let workers: Int?

    init(_ text: String) throws {
        let reader = ProgramReader(text: text)
        stages = try reader.stages(of: "input_pipeline").map { ($0.name, try Self.part($0, reader)) }
        options = try Self.options(reader)
        workers = Self.setting("threading.private_threadpool_size", reader).flatMap(Int.init)
    }

    private static func part(_ stage: ProgramReader.Stage, _ reader: ProgramReader) throws -> any Operator {
        guard let call = stage.calls.first else { return Cache(.off) }
        let first = ProgramReader.Call.count(call.arguments.first)
        let calls = parallelism(call)
        let order: Map.Order = call.keyword("deterministic") == "False" ? .unordered : .ordered
        switch call.function {
        case "tf.data.Dataset.from_generator", "tf.data.Dataset.range": return try source(stage, reader)
        case "interleave":
            return try Interleave(
                cycle: try #require(ProgramReader.Call.count(call.keyword("cycle_length"))),
                block: try #require(ProgramReader.Call.count(call.keyword("block_length"))), parallelism: calls,
                order: order)
        case "map":
            if stage.remark.contains("calls of one thread") {
                return try Map(
                    order: order, use: .wait,
                    requests: ProgramReader.Call.count(call.keyword("num_parallel_calls")))
            }
            return try Map(
                parallelism: calls, order: order,
                pool: call.keyword("use_unbounded_threadpool") == "True" ? .own : .shared,
                function: call.arguments[0].contains("stateful=True") ? .stateful : .stateless)
        case "filter":
            let name = call.arguments[0].dropFirst("in_python(".count).prefix { $0 != "," }
            let test = try #require(reader.statements(of: String(name)).last)
            return try Filter(keep: try #require(Double(test.dropFirst("return random.random() < ".count))))
        case "cache": return Cache(call.arguments.isEmpty ? .memory : .file)
        case "shuffle": return try Shuffle(try #require(first))
        case "batch":
            return try Batch(
                try #require(first), remainder: call.keyword("drop_remainder") == "True" ? .drop : .keep,
                parallelism: calls,
                order: order)
        case "repeat": return try first.map { try Repeat($0) } ?? .forever
        case "take": return try Take(try #require(first))
        case "skip": return try Skip(try #require(first))
        case "shard":
            guard let first else { return Shard() }
            return try Shard(count: first, index: try #require(Int(call.arguments[1])))
        case "prefetch": return try first.map { try Prefetch($0) } ?? .automatic
        case "apply":
            let buffer = try #require(ProgramReader.call(call.arguments[0])).keyword("buffer_size")
            return try ProgramReader.Call.count(buffer).map { try PrefetchToDevice($0) } ?? .automatic
        default:
            Issue.record("a call of `\(call.function)` cannot be read back")
            return Cache(.off)
        }
    }

    private static func source(_ stage: ProgramReader.Stage, _ reader: ProgramReader) throws -> Source {
        let isRandom =
            reader.has("for sample in order.sample(range(SAMPLES), SAMPLES):")
            || stage.calls.contains { $0.function == "shuffle" }
        let access: Source.Access = isRandom ? .random : .sequential
        return try reader.source(access)
    }

    private static func parallelism(_ call: ProgramReader.Call) -> Parallelism {
        guard let text = call.keyword("num_parallel_calls") else { return .sequential }
        return ProgramReader.Call.count(text).map(Parallelism.fixed) ?? .automatic
    }

    private static func setting(_ name: String, _ reader: ProgramReader) -> String? {
        reader.rest(of: "result.\(name) = ")
    }

    private static func options(_ reader: ProgramReader) throws -> ExecutionOptions {
        let isPlain = setting("experimental_optimization.apply_default_optimizations", reader) == "False"
        guard setting("autotune.enabled", reader) == "True" else {
            return try ExecutionOptions(rewrites: isPlain ? .none : .tensorflow, autotune: .off)
        }
        let algorithm = setting("autotune.autotune_algorithm", reader)?.split(separator: ".").last
        let names: [Substring: ExecutionOptions.Autotune] = [
            "HILL_CLIMB": .hillClimb, "GRADIENT_DESCENT": .gradientDescent, "STAGE_BASED": .stageBased,
        ]
        return try ExecutionOptions(
            rewrites: isPlain ? .none : .tensorflow, autotune: algorithm.flatMap { names[$0] } ?? .maximum,
            cpuBudget: setting("autotune.cpu_budget", reader).flatMap(Int.init),
            initialParallelism: try #require(setting("autotune.initial_parallelism", reader).flatMap(Int.init)),
            ramBudget: ProgramReader.Call.count(setting("autotune.ram_budget", reader)).map(Double.init))
    }
}
