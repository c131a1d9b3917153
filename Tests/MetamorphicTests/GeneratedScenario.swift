/// A scenario in pieces, so that it can be changed before it is written as a file.
struct GeneratedScenario {
    var seed: UInt64
    /// `disk: {…}`, `cpu: {…}` and so on.
    var platform: [String]
    /// From the source to the last.
    var stages: [String]
    /// `step: 1 ms` and so on.
    var training: [String]
    var options: [String]

    init(seed: UInt64, platform: [String], stages: [String], training: [String], options: [String]) {
        self.seed = seed
        self.platform = platform
        self.stages = stages
        self.training = training
        self.options = options
    }

    /// One that was generated before, from what its `replay` printed.
    init(replay: String) {
        let lines = replay.split(separator: "\n")
        func section(_ name: String) -> [String] {
            lines.filter { $0.hasPrefix("\(name): {") }.map { String($0.dropFirst(name.count + 3).dropLast()) }
        }
        seed = lines.first.flatMap { UInt64($0.dropFirst("# seed ".count)) } ?? 0
        platform = section("platform")
        stages = lines.filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
        training = section("train")
        options = section("options")
    }

    /// The scenario as a file.
    var text: String {
        let lines =
            ["overlap: 1", "platform: {\(platform.joined(separator: ", "))}", "pipeline:"]
            + stages.map { "  - \($0)" } + ["train: {\(training.joined(separator: ", "))}"]
        return (lines + (options.isEmpty ? [] : ["options: {\(options.joined(separator: ", "))}"]))
            .joined(separator: "\n") + "\n"
    }

    /// What a failure prints: save it as a file to see it again.
    var replay: String { "# seed \(seed)\n\(text)" }

    /// Whether TensorFlow's rewrites, which look at neighbours, run before the pipeline does.
    var isRewritten: Bool { options.contains("rewrites: tensorflow") }

    /// Where the indices or files that the source delivers become samples; 1 where it delivers samples itself.
    var firstSampleStage: Int {
        (stages.firstIndex { $0.hasPrefix("interleave:") || $0.hasPrefix("dataLoader:") }).map { $0 + 1 } ?? 1
    }

    /// The first place behind which no other stage may stand.
    var end: Int { stages.firstIndex { $0.hasPrefix("prefetchToDevice:") } ?? stages.count }
}
