import Foundation
import Testing

/// What `overlap simulate` prints for a scenario that comes with the package: variants by name.
struct ScenarioResults {
    /// A variant as the command's JSON has it.
    struct Variant: Decodable {
        struct Estimate: Decodable {
            var mean: Double?
            var maximum: Double?
            var low: Double?
            var high: Double?
        }
        struct Bottleneck: Decodable {
            var kind: String
            var name: String
        }
        struct Stage: Decodable {
            var name: String
            var tunedValue: Int?
        }
        struct OutOfMemory: Decodable {
            var seconds: Double
            var stage: String
        }
        var variant: String
        var metrics: [String: Estimate]
        var bottleneck: Bottleneck?
        var stages: [Stage]?
        var rewrites: [String]?
        var speedUp: Estimate?
        var runSpeedUp: Estimate?
        var outOfMemory: OutOfMemory?

        func figure(_ name: String) -> Double { metrics[name].flatMap { $0.mean ?? $0.maximum } ?? .nan }
        /// Samples per second in the steady part.
        var rate: Double { figure("samplesPerSecond") }
        /// Mean seconds of an epoch.
        var epoch: Double { figure("epochSeconds") }
        var firstBatch: Double { figure("firstBatchSeconds") }
        var firstEpoch: Double { figure("firstEpochSeconds") }
        var laterEpochs: Double { figure("laterEpochSeconds") }
        var stall: Double { figure("stallFraction") }
        var trainer: Double { figure("trainerUtilisation") }
        /// AU by DLIO's definition.
        var utilisation: Double { figure("acceleratorUtilisation") }
        var cores: Double { figure("coreUtilisation") }
        var step: Double { figure("stepMedianSeconds") }
        /// Most bytes in buffers.
        var buffered: Double { figure("peakBufferedBytes") }
        var uses: Double { figure("usesPerSample") }
        func tuned(_ stage: String) -> Int? { stages?.first { $0.name == stage }?.tunedValue }
    }

    private var variants: [String: Variant] = [:]
    /// By which throughput speed-ups are shown.
    let comparedBy: String

    /// - Parameters:
    ///   - scenario: its path in `scenarios/`, without the ending.
    ///   - replications: as few as the claim can do with.
    ///   - more: further arguments.
    init(_ scenario: String, replications: Int = 1, _ more: [String] = []) throws {
        try self.init(file: ScenarioLibrary.path(scenario), replications: replications, more)
    }

    /// - Parameters:
    ///   - file: the scenario's path.
    ///   - replications: as few as the claim can do with.
    ///   - more: further arguments.
    init(file: String, replications: Int = 1, _ more: [String] = []) throws {
        struct Output: Decodable {
            var comparedBy: String
            var variants: [Variant]
        }
        let run = try CommandRun(["simulate", file, "--json", "--quiet", "--replications", "\(replications)"] + more)
        try #require(run.code == 0, "\(run.errors)")
        let output = try JSONDecoder().decode(Output.self, from: Data(run.output.utf8))
        comparedBy = output.comparedBy
        for variant in output.variants { variants[variant.variant] = variant }
    }

    func callAsFunction(_ name: String) throws -> Variant { try #require(variants[name], "\(variants.keys.sorted())") }
}

/// The scenarios that come with the package.
enum ScenarioLibrary {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../scenarios").standardizedFileURL

    /// Paths in `scenarios/` without the ending, but for those that real runs validate.
    static let names: [String] = (FileManager.default.subpaths(atPath: folder.path) ?? [])
        .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("validation/") && !$0.hasPrefix("data/") }
        .map { String($0.dropLast(".yaml".count)) }.sorted()

    static func path(_ name: String) -> String { folder.appendingPathComponent("\(name).yaml").path }

    static func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// The command lines in a scenario's opening comment, without `overlap`.
    static func commands(_ name: String) throws -> [String] { commands(in: try text(name)) }

    /// The command lines in the opening comment of a text, without `overlap`; `\` continues a line.
    static func commands(in text: String) -> [String] {
        let comment = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
        var commands: [String] = []
        var isContinued = false
        for line in comment.map({ $0.dropFirst().trimmingCharacters(in: .whitespaces) }) {
            if isContinued {
                commands[commands.count - 1] += line
            } else if line.hasPrefix("overlap ") {
                commands.append(String(line.dropFirst("overlap ".count)))
            } else {
                continue
            }
            isContinued = line.hasSuffix("\\")
            if isContinued { commands[commands.count - 1].removeLast() }
        }
        return commands
    }
}
